"""What all tests share: a property is judged by what it finds, never by the time an example takes."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
