"""How dates are written where Django's own way for the language is not ours."""
