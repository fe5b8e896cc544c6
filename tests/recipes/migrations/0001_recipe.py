
import core.richtext
import django.db.models.deletion
import django.utils.timezone
import offices.geography.areas
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('offices', '0002_people'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Recipe',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('entwurf', 'Entwurf'), ('eingereicht', 'Zur Freigabe eingereicht'), ('geplant', 'Freigegeben, erscheint später'), ('veroeffentlicht', 'Veröffentlicht'), ('archiviert', 'Im Archiv')], default='entwurf', editable=False, max_length=16, verbose_name='Stand')),
                ('visibility', models.CharField(choices=[('alle', 'Alle Menschen, auch ohne Konto'), ('netzwerk', 'Nur Menschen aus den Seniorenbüros')], default='alle', max_length=8, verbose_name='Wer darf das lesen?')),
                ('publish_at', models.DateTimeField(blank=True, null=True, verbose_name='Erscheint am')),
                ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='Verschwindet am')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='angelegt am')),
                ('submitted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='eingereicht am')),
                ('returned_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='zurückgegeben am')),
                ('returned_note', models.TextField(blank=True, editable=False, max_length=2000, verbose_name='Bitte der Geschäftsstelle')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='veröffentlicht am')),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='archiviert am')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='geändert am')),
                ('edition', models.PositiveIntegerField(default=0, editable=False)),
                ('title', models.CharField(max_length=120, verbose_name='Überschrift')),
                ('slug', models.SlugField(blank=True, editable=False, max_length=80, verbose_name='Kurzname in der Adresse')),
                ('teaser', models.CharField(blank=True, max_length=300, verbose_name='Das Wichtigste in ein oder zwei Sätzen')),
                ('body', core.richtext.RichTextField(blank=True, verbose_name='Text')),
                ('area', offices.geography.areas.AreaField(verbose_name='Region')),
                ('search_text', models.TextField(default='', editable=False)),
                ('portions', models.PositiveSmallIntegerField(default=4, verbose_name='Portionen')),
                ('archived_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='archiviert von')),
                ('changed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='geändert von')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='angelegt von')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='offices.office', verbose_name='Absender')),
                ('published_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='veröffentlicht von')),
                ('returned_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='zurückgegeben von')),
                ('submitted_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='eingereicht von')),
                ('topics', models.ManyToManyField(blank=True, related_name='%(class)ss', to='offices.topic', verbose_name='Themen')),
            ],
            options={
                'verbose_name': 'Rezept',
                'verbose_name_plural': 'Rezepte',
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('submitted_at__isnull', False), ('submitted_by__isnull', False)), models.Q(('submitted_at__isnull', True), ('submitted_by__isnull', True)), _connector='OR'), name='recipe_submitted_in_pairs'), models.CheckConstraint(condition=models.Q(models.Q(('returned_at__isnull', False), ('returned_by__isnull', False)), models.Q(('returned_at__isnull', True), ('returned_by__isnull', True)), _connector='OR'), name='recipe_returned_in_pairs'), models.CheckConstraint(condition=models.Q(('state__in', ['entwurf', 'eingereicht']), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='recipe_released_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'eingereicht'), _negated=True), ('submitted_at__isnull', False), _connector='OR'), name='recipe_submitted_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'archiviert'), _negated=True), ('archived_at__isnull', False), _connector='OR'), name='recipe_archived_at_some_moment'), models.CheckConstraint(condition=models.Q(('publish_at__isnull', True), ('expires_at__isnull', True), ('publish_at__lt', models.F('expires_at')), _connector='OR'), name='recipe_appears_before_it_goes', violation_error_message='Das Ende muss nach dem Erscheinen liegen.'), models.UniqueConstraint(condition=models.Q(('slug', ''), _negated=True), fields=('slug',), name='recipe_slug_once')],
            },
        ),
    ]
