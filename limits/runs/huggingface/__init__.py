"""From a Hugging Face config.json to an architecture: nothing is fetched, nothing is run, nothing is guessed."""
