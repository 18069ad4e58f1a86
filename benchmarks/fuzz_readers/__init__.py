"""Small valid files, changed at random, on their whole way into the store of a study."""
