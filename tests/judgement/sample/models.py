"""What the sample domain keeps: things that happen at a unit, and things that hold."""

from django.db import models


class Unit(models.Model):
    host = models.IntegerField(null=True)


class Happening(models.Model):
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE)
    topic = models.CharField(max_length=20, blank=True)
    number = models.IntegerField(null=True)
    amount = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    day = models.DateField()
    noticed_on = models.DateField(null=True)
    fields = models.JSONField(default=dict)
    confirmed = models.BooleanField(default=True)


class Holding(models.Model):
    host = models.IntegerField()
    since = models.DateField(null=True)
    until = models.DateField(null=True)
