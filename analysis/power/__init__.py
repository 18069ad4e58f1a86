"""What a sample can show, before anybody is asked."""
