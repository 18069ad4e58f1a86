"""How much an estimate would vary from sample to sample: arrays in, arrays out."""
