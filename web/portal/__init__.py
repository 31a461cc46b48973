"""The e-government portal: an application in steps."""
