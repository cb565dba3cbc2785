"""An official document against the table of GB/T 9704: what each paragraph is, what it measures, what it says."""
