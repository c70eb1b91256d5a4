"""Drawings as plain shapes, and pictures for shared links."""
