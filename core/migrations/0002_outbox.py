import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_content_revision'),
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.CharField(blank=True, max_length=320, verbose_name='an')),
                ('reply_to', models.CharField(blank=True, max_length=320, verbose_name='Antwort an')),
                ('subject', models.CharField(blank=True, max_length=300, verbose_name='Betreff')),
                ('text', models.TextField(blank=True, verbose_name='Text')),
                ('button', models.TextField(blank=True, verbose_name='Knopf')),
                ('calendar', models.TextField(blank=True, verbose_name='Kalendereintrag')),
                ('about', models.CharField(blank=True, max_length=60, verbose_name='Anlass')),
                ('is_secret', models.BooleanField(default=False, verbose_name='enthält einen Zugang')),
                ('message_id', models.CharField(max_length=255, unique=True, verbose_name='Kennung')),
                ('state', models.CharField(choices=[('waiting', 'wartet'), ('sending', 'wird gerade verschickt'), ('sent', 'verschickt'), ('failed', 'nicht zugestellt'), ('in_doubt', 'ungewiss')], default='waiting', max_length=8, verbose_name='Stand')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='geschrieben am')),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now, null=True, verbose_name='fällig am')),
                ('tried_at', models.DateTimeField(null=True, verbose_name='zuletzt versucht am')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='verschickt am')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='Versuche')),
                ('last_error', models.CharField(blank=True, max_length=200, verbose_name='Grund')),
                ('error_detail', models.CharField(blank=True, max_length=300, verbose_name='technische Angabe')),
            ],
            options={
                'verbose_name': 'Mail',
                'verbose_name_plural': 'Mails',
                'indexes': [models.Index(fields=['state', 'due_at'], name='message_due'), models.Index(fields=['state', '-created_at'], name='message_by_state'), models.Index(fields=['-created_at', '-id'], name='message_newest_first')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sending', 'sent', 'failed', 'in_doubt'])), name='message_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('due_at__isnull', False), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('due_at__isnull', True)), _connector='OR'), name='message_is_due_while_it_waits'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='message_sent_at_some_moment'), models.CheckConstraint(condition=models.Q(('state', 'waiting'), ('tried_at__isnull', False), _connector='OR'), name='message_moves_on_by_trying'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('waiting', 'sending')), _negated=True), models.Q(('to', ''), _negated=True), _connector='OR'), name='message_on_its_way_has_an_address')],
            },
        ),
        migrations.CreateModel(
            name='Sending',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('paused_at', models.DateTimeField(null=True, verbose_name='angehalten am')),
                ('probe_at', models.DateTimeField(null=True, verbose_name='nächster Versuch am')),
                ('probes', models.PositiveSmallIntegerField(default=0, verbose_name='Versuche seitdem')),
                ('kind', models.CharField(blank=True, max_length=40, verbose_name='Art der Ablehnung')),
                ('detail', models.CharField(blank=True, max_length=300, verbose_name='technische Angabe')),
                ('refused', models.JSONField(blank=True, default=list, verbose_name='abgelehnte Mails')),
            ],
            options={
                'verbose_name': 'Versand',
                'verbose_name_plural': 'Versand',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('paused_at__isnull', True), ('probe_at__isnull', True)), models.Q(('paused_at__isnull', False), ('probe_at__isnull', False)), _connector='OR'), name='sending_paused_until_some_probe')],
            },
        ),
    ]
