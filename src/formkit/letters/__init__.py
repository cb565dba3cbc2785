"""What an office writes about a submission: values for its Word templates, made without opening a file."""
