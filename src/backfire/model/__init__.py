"""What happens: arrays in, arrays out, folder by folder from cause to effect."""
