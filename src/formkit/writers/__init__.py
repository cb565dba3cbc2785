"""Everything that writes a file: Word documents, workbooks, answers, names of files."""
