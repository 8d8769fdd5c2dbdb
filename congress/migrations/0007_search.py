"""One row of searchable text per follow-up, and the function its index is made of.

The function is costed high on purpose: otherwise a list sorted by date would walk its order and take
every row's text apart, instead of asking the index.
"""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.contrib.postgres.operations import BtreeGinExtension
from django.db import migrations, models

import congress.models.searching

PAIRS = """
CREATE FUNCTION search_pairs(body text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 20000 AS $$
  SELECT array(
    SELECT here || following
      FROM (SELECT string_to_array(body, NULL) AS letters) AS taken,
           unnest(letters, letters[2:]) AS pair (here, following)
     WHERE following IS NOT NULL
  )
$$
"""


class Migration(migrations.Migration):
    dependencies = [("congress", "0006_tallies")]

    operations = [
        BtreeGinExtension(),
        migrations.RunSQL(PAIRS, "DROP FUNCTION search_pairs(text)"),
        migrations.CreateModel(
            name="SearchRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30, verbose_name="类别")),
                ("text", models.TextField(verbose_name="检索文本")),
                ("county", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="congress.congress", verbose_name="县")),
                ("followup", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="search", to="congress.followup", verbose_name="跟踪事项")),
            ],
            options={
                "verbose_name": "检索文本",
                "verbose_name_plural": "检索文本",
                "ordering": ["id"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        models.F("county"), congress.models.searching.Pairs("text"), name="search_by_pairs"
                    )
                ],
            },
        ),
        migrations.RemoveIndex(model_name="running", name="running_by_due"),
        migrations.AddIndex(
            model_name="running", index=models.Index(fields=["county", "due_on", "id"], name="running_by_county")
        ),
    ]
