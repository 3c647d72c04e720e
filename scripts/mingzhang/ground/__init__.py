"""The ground floor: amounts, text, privacy, places in a source, errors; what everything stands on."""
