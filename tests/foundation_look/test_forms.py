"""A form that comes back: what is wrong stands on top with links, beside the field, and every answer is kept."""

import re

import pytest
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from mulin.foundation.form_fields import CodeField
from mulin.foundation.forms import Form, ModelForm, MultipleFileField, SearchSelect
from mulin.foundation.submissions import FIELD
from mulin.tree.models import Kind
from tests.foundation_look.addresses import VisitForm

pytestmark = pytest.mark.django_db

WRONG = {"name": "张三", "held_on": "2022-06-31", "count": "十二", "text": "经过１", FIELD: "the-same-token"}


@pytest.fixture
def returned(client):
    return client.post("/look/form/", WRONG).content.decode()


def test_a_fresh_form_has_a_token_and_no_browser_validation(client):
    page = client.get("/look/form/").content.decode()
    assert re.search(rf'name="{FIELD}" value="[\w-]{{20,}}"', page)
    assert "novalidate" in page
    assert "error-summary" not in page
    assert not re.search(r"<input[^>]* required", page)


def test_the_title_says_that_something_is_wrong(returned):
    assert "<title>错误：记一笔 · 睦邻</title>" in returned


def test_the_summary_names_every_problem_and_leads_to_its_field(returned):
    summary = returned.split('class="error-summary"')[1].split("</div>")[0]
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets == ["id_held_on", "id_count", "id_kind_0"]
    for target in targets:
        assert re.search(rf'<input[^>]*id="{target}"', returned), target


def test_the_summary_can_take_the_focus(returned):
    assert 'class="error-summary" role="alert" tabindex="-1"' in returned


def test_the_message_stands_beside_the_field_and_is_tied_to_it(returned):
    assert '<div class="form-message" id="id_count_error">' in returned
    assert re.search(r'<input[^>]*name="count"[^>]*aria-invalid="true"[^>]*aria-describedby="id_count_error"', returned)


def test_every_answer_is_kept_also_the_wrong_ones(returned):
    assert 'value="张三"' in returned
    assert 'value="十二"' in returned
    assert 'value="2022-06-31"' in returned
    assert ">\n经过１</textarea>" in returned


def test_nothing_was_done_so_the_token_stays(returned):
    assert f'name="{FIELD}" value="the-same-token"' in returned


def test_messages_are_chinese_sentences_that_say_what_to_do():
    form = VisitForm({"held_on": "", "count": "x"})
    assert form.errors["name"] == ["请填写"]
    assert form.errors["kind"] == ["请选择"]
    assert form.errors["count"] == ["请填写整数"]


def test_a_fields_own_sentence_is_not_overwritten():
    class Asking(Form):
        name = forms.CharField(error_messages={"required": "请写姓名"})

    assert Asking({}).errors["name"] == ["请写姓名"]


def test_full_width_digits_and_stray_spaces_of_one_line_answers_are_put_right():
    form = VisitForm({"name": "　张　三 ", "held_on": "２０２２-０６-30", "count": "１２ ", "kind": "a"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["name"] == "张 三"
    assert form.cleaned_data["held_on"].isoformat() == "2022-06-30"
    assert form.cleaned_data["count"] == 12


def test_passwords_and_long_texts_are_left_as_typed():
    form = VisitForm(
        {"name": "张三", "held_on": "2022-06-30", "count": "1", "kind": "a", "secret": "ａ　１", "text": "第１条"}
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["secret"] == "ａ　１"
    assert form.cleaned_data["text"] == "第１条"


@pytest.mark.parametrize("text", ["2022-06-03", "2022/6/3", "2022.6.3", "2022年6月3日"])
def test_a_day_may_be_written_as_people_write_it(text):
    form = VisitForm({"name": "张三", "held_on": text, "count": "1", "kind": "a"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["held_on"].isoformat() == "2022-06-03"


def test_a_day_is_asked_with_the_browsers_calendar(client):
    assert 'type="date" name="held_on"' in client.get("/look/form/").content.decode()


def test_sections_come_in_order_and_forget_no_field():
    class Sectioned(Form):
        sections = (("后来", ("b",)),)
        a = forms.CharField(label="A")
        b = forms.CharField(label="B")

    drawn = Sectioned().drawn_sections()
    assert [(str(part.title), [bound.name for bound in part.fields]) for part in drawn] == [
        ("后来", ["b"]),
        ("", ["a"]),
    ]
    assert str(Sectioned()).index("后来") < str(Sectioned()).index('name="a"')


def test_a_long_choice_brings_the_script_that_makes_it_searchable():
    class Choosing(Form):
        node = forms.ChoiceField(label="组织", choices=[("1", "一")], widget=SearchSelect)

    media = str(Choosing().media)
    assert "tom-select" in media
    assert "mulin/choices.js" in media
    assert "data-choices" in str(Choosing())


def test_several_files_are_checked_one_by_one(rf):
    class Sending(Form):
        files = MultipleFileField(label="附件")

    def written(name, content):
        return SimpleUploadedFile(name, content)

    both = _sent(Sending, rf, [written("a.txt", b"1"), written("b.txt", b"2")])
    assert [one.name for one in both.cleaned_data["files"]] == ["a.txt", "b.txt"]
    assert "files" in _sent(Sending, rf, [written("a.txt", b"1"), written("b.txt", b"")]).errors
    assert _sent(Sending, rf, []).errors["files"] == ["请选择文件"]


def _sent(kind, rf, files):
    request = rf.post("/", {"files": files})
    form = kind(request.POST, request.FILES)
    form.is_valid()
    return form


def test_a_model_form_saves_nothing_by_itself(django_user_model):
    class Naming(ModelForm):
        class Meta:
            model = django_user_model
            fields = ["username"]

    with pytest.raises(TypeError, match="actions"):
        Naming({"username": "x"}).save()


def test_an_empty_choice_says_what_it_means_instead_of_dashes(django_user_model):
    class PersonForm(Form):
        who = forms.ModelChoiceField(queryset=django_user_model.objects.none())
        helper = forms.ModelChoiceField(queryset=django_user_model.objects.none(), required=False)

    drawn = str(PersonForm())
    assert "---------" not in drawn
    assert "请选择" in drawn
    assert "不选" in drawn


def test_a_number_beyond_its_bounds_and_a_short_password_are_told_in_our_words():
    class YearForm(Form):
        year = forms.IntegerField(min_value=1990, max_value=2100)

    assert YearForm({"year": "1"}).errors["year"] == ["不能小于 1990"]
    assert YearForm({"year": "2200"}).errors["year"] == ["不能大于 2100"]
    with pytest.raises(ValidationError) as short:
        validate_password("1x")
    assert short.value.messages[0] == "密码太短，至少要有 10 位。"


class PlaceForm(Form):
    place = CodeField(label="社区")


def placed(nodes):
    form = PlaceForm()
    form.fields["place"].nodes = nodes
    return str(form["place"])


def test_names_are_offered_where_they_are_few_and_one_alone_stands_there(django_assert_num_queries):
    with django_assert_num_queries(1):
        few = placed(Kind.objects.filter(code__in=["community", "street"]))
    assert re.findall(r'<option value="(\w+)">', few) == ["社区", "街道"]
    assert 'list="names-place"' in few
    assert " value=" not in few.split(">")[0]
    assert 'value="社区"' in placed(Kind.objects.filter(code="community")).split(">")[0]
    none = placed(Kind.objects.none())
    assert "datalist" not in none
