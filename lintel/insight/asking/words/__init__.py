"""Reading and writing questions in plain words. No model is called: the vocabulary is the catalogue's."""
