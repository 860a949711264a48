"""The least that Django has to know."""

SECRET_KEY = "only for the tests"  # noqa: S105 - nothing is signed with it
INSTALLED_APPS = ["django.contrib.contenttypes", "blog"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "blog.urls"
ALLOWED_HOSTS = ["testserver"]
USE_TZ = True
