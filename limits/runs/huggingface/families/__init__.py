"""How each type of model builds its architecture from its keys; types stand together by what they share."""
