"""Reading the workbooks offices keep: grids, header rows, cells. Plain Python; answers with codes."""
