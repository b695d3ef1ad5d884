"""Scharnier runs a cross-innovation programme, from the public call to published blueprints."""
