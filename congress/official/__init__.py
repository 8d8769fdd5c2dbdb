"""Official papers: what stands on them, and their layout by GB/T 9704-2012 as PDF and as .docx. Knows no model."""
