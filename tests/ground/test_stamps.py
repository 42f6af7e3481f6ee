"""When files last changed."""

import os

from tilth.ground.stamps import stamps_of


def test_every_file_within_is_told_with_its_time(tmp_path):
    (tmp_path / "in" / "deep").mkdir(parents=True)
    for number, name in enumerate(("in/deep/b.toml", "in/a.toml", "c.toml"), 1):
        (tmp_path / name).write_text("x")
        os.utime(tmp_path / name, ns=(number, number))
    told = stamps_of(tmp_path / "c.toml", tmp_path / "in", tmp_path / "not there")
    assert told == (
        (str(tmp_path / "c.toml"), 3),
        (str(tmp_path / "in/a.toml"), 2),
        (str(tmp_path / "in/deep/b.toml"), 1),
    )


def test_a_file_that_changes_comes_or_goes_changes_what_is_told(tmp_path):
    one = tmp_path / "one"
    told = [stamps_of(tmp_path)]
    one.write_text("x")
    told.append(stamps_of(tmp_path))
    os.utime(one, ns=(1, 1))
    told.append(stamps_of(tmp_path))
    one.unlink()
    told.append(stamps_of(tmp_path))
    assert len(set(told)) == 3
    assert told[0] == told[3] == ()


def test_a_link_that_leads_nowhere_is_left_out(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    (tmp_path / "z").write_text("x")
    assert [path for path, _ in stamps_of(tmp_path)] == [str(tmp_path / "z")]
