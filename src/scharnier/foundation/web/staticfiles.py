"""Static files under names that hold their content's hash, so they may be cached for ever."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class Storage(ManifestStaticFilesStorage):
    """As Django's, and it also rewrites the imports between our ES modules."""

    support_js_module_import_aggregation = True
