from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_facts"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="reading",
            name="reading_value_or_words",
        ),
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("level", ""), ("value__isnull", False)),
                    models.Q(
                        ("comparator", ""),
                        ("value__isnull", True),
                        models.Q(("level", ""), ("words", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="reading_value_or_words",
            ),
        ),
    ]
