"""What a channel can carry: noise, codes, modulations, photons, fibres."""
