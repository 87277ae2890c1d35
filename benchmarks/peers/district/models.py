"""Organisations with a path, members, attendances."""

from django.db import models


class Org(models.Model):
    name = models.CharField(max_length=80)
    path = models.CharField(max_length=60, db_index=True)


class Member(models.Model):
    name = models.CharField(max_length=40, db_index=True)
    idno = models.CharField(max_length=20, unique=True)
    phone = models.CharField(max_length=20, db_index=True)
    cat = models.CharField(max_length=20)
    org = models.ForeignKey(Org, on_delete=models.CASCADE)
    joined = models.DateField(null=True)


class Attendance(models.Model):
    member = models.ForeignKey(Member, on_delete=models.CASCADE)
    activity = models.IntegerField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "activity"], name="attended_once")]
