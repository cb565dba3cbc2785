"""An official document against GB/T 9704: what each paragraph is, what it measures, what it says."""
