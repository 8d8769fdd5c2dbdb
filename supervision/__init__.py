"""The work of supervision: topics and plan, activities, deliberation opinions, normative documents."""
