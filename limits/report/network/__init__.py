"""Views of what is said of networks: a link that was measured."""
