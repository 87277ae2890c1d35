# ruff: noqa: PLC0415 - Django is imported once it is set up, a library once it is asked for
"""Django REST framework: serializers, page numbers, SearchFilter, a bulk POST; asked through Django's test client."""

import json
from typing import Any

import district

urlpatterns: list[Any] = []


def open_up(config: dict) -> dict:
    """The works this peer can do."""
    district.set_up(config, "rest_framework", "rest_framework.authtoken")
    from district.models import Attendance, Member, Org
    from django.contrib.auth.models import User
    from django.test import Client
    from django.urls import include, path
    from rest_framework import filters, routers, serializers, viewsets
    from rest_framework.authtoken.models import Token
    from rest_framework.response import Response

    class OrgSerializer(serializers.ModelSerializer):
        class Meta:
            model = Org
            fields = ["id", "name", "path"]

    class MemberSerializer(serializers.ModelSerializer):
        org = OrgSerializer(read_only=True)

        class Meta:
            model = Member
            fields = ["id", "name", "idno", "phone", "cat", "org", "joined"]

    class AttendanceSerializer(serializers.ModelSerializer):
        class Meta:
            model = Attendance
            fields = ["id", "member", "activity"]

    class Members(viewsets.ModelViewSet):
        queryset = Member.objects.select_related("org").order_by("name", "id")
        serializer_class = MemberSerializer
        filter_backends = [filters.SearchFilter]
        search_fields = ["name", "phone"]

        def get_queryset(self):
            within = self.request.GET.get("subtree")
            return super().get_queryset().filter(org__path__startswith=within) if within else super().get_queryset()

    class Attendances(viewsets.ModelViewSet):
        queryset = Attendance.objects.all()
        serializer_class = AttendanceSerializer

        def create(self, request):
            many = self.get_serializer(data=request.data, many=True)
            many.is_valid(raise_exception=True)
            many.save()
            return Response(len(many.data), status=201)

    router = routers.DefaultRouter()
    router.register("members", Members)
    router.register("attendances", Attendances)
    urlpatterns.append(path("api/", include(router.urls)))
    district.load(config, with_members=True)
    user, _ = User.objects.get_or_create(username="peer")
    token, _ = Token.objects.get_or_create(user=user)
    client = Client(headers={"Authorization": f"Token {token.key}"})

    def pages(times: int, query: str) -> list[str]:
        for _ in range(times):
            response = client.get(f"/api/members/?{query}")
        return sorted(row["name"] for row in json.loads(response.content)["results"])

    def names(activity: int, count: int) -> int:
        ids = list(Member.objects.order_by("id").values_list("id", flat=True)[:count])
        body = json.dumps([{"member": one, "activity": activity} for one in ids])
        response = client.post("/api/attendances/", body, content_type="application/json")
        return json.loads(response.content)

    return {"pages": pages, "names": names}
