"""Publishing: a release is put in its place whole, and put in service in one step."""

import hashlib
import json
import re
import shutil

from tilth.ground.errors import StoreError
from tilth.store.parquet import rows_in
from tilth.store.published import Release, in_service
from tilth.store.stages import disk_trouble, remove
from tilth.store.whole import check_hashes, json_text, sha256_of, whole_folder, write_text

KEEP = 3
NAME = re.compile(r"[0-9a-f]{16}")


def open_release(place, name=None, *, verify=False):
    """The release of a place: the one in service unless named. Raises StoreError.

    Its tables are checked against the manifest when first read; verify checks all of them now.
    """
    store = place.store_folder
    if name and not (NAME.fullmatch(name) and (store / "releases" / name).is_dir()):
        raise StoreError(
            f"there is no release called {name}",
            where=str(store / "releases"),
            remedy="Leave --release out for the one in service.",
        )
    name = name or in_service(store)
    if not NAME.fullmatch(name):
        raise StoreError(
            "the pointer to the release in service is damaged",
            where=str(store / "current"),
            remedy="Run tilth see build, or restore the backup.",
        )
    release = Release(store / "releases" / name)
    if verify:
        check_hashes(release.folder, hashes(release))
    return release


def hashes(release):
    """What every file of a release should hash to."""
    told = {name: file["sha256"] for name, file in release.manifest["files"].items()}
    return {**told, "manifest.json": release.fingerprint}


def manifest_of(stage, *, as_of, synthetic):
    """What the manifest of a finished stage's files says."""
    files = {}
    for name, sha256 in sorted(stage.hashes.items()):
        files[name] = {"sha256": sha256}
        if name.endswith(".parquet"):
            files[name]["rows"] = rows_in(stage.path(name))
    return {"as_of": str(as_of), "synthetic": synthetic, "files": files}


def publish(store, stage, *, as_of, synthetic):
    """Put the files of a finished stage in service as a release; return its name.

    store: the store folder. The release is called by the first 16 digits of the SHA-256 of its
    manifest, so the same files are the same release and publishing them again changes nothing.
    A release found damaged is put in its place again. The pointer is replaced in one step, last:
    whatever stops this run before that, the release of before stays in service.
    """
    manifest = manifest_of(stage, as_of=as_of, synthetic=synthetic)
    written = json_text(manifest)
    name = hashlib.sha256(written.encode()).hexdigest()[:16]
    folder = store / "releases" / name
    with disk_trouble(folder.parent):
        if folder.is_dir() and not _whole(folder):
            remove(folder)
        if not folder.is_dir():
            with whole_folder(folder) as temporary:
                for file in stage.hashes:
                    shutil.copyfile(stage.path(file), temporary / file)
                (temporary / "manifest.json").write_text(written, encoding="utf-8")
        put_in_service(store, name)
    return name


def _whole(folder):
    try:
        release = Release(folder)
        check_hashes(folder, hashes(release))
    except (StoreError, ValueError, KeyError):
        return False
    return True


def put_in_service(store, name):
    """Point at a release. Nothing is written where it is in service already."""
    if name_in_service(store) != name:
        write_text(store / "current", name + "\n")


def name_in_service(store):
    """The name of the release in service, or None."""
    try:
        return in_service(store)
    except StoreError:
        return None


def keep_latest(store, name, *, keep=KEEP):
    """Remember that a release was published and delete all but the last few; return those kept.

    What lies in releases/ unremembered (a run ended between two steps) is deleted too, unless it
    is in service.
    """
    path = store / "releases" / "published.json"
    told = _told(path)
    order = [n for n in told if n != name] + [name]
    kept = order[-keep:]
    if kept != told:
        write_text(path, json_text(kept))
    for folder in sorted((store / "releases").iterdir()):
        if folder.is_dir() and folder.name not in kept:
            remove(folder)
    return kept


def clear_unfinished(store):
    """Delete what a run that was stopped left of a release or a pointer, half-written.

    Only one run may build at a time, so it belongs to nobody.
    """
    for folder in (store, store / "releases"):
        for leaving in folder.glob(".*.part"):
            shutil.rmtree(leaving) if leaving.is_dir() else leaving.unlink()


def _told(path):
    try:
        return [str(n) for n in json.loads(path.read_text(encoding="utf-8"))]
    except (FileNotFoundError, ValueError, TypeError):
        return []


def read_json(release, file):
    """One JSON file of a release, once its bytes are known to be those published."""
    path = release.folder / file
    if not path.is_file() or sha256_of(path) != release.manifest["files"][file]["sha256"]:
        raise StoreError(
            f"{file} is missing or has changed since it was published",
            where=str(release.folder),
            remedy="Rebuild with tilth see build, or restore the backup.",
        )
    return json.loads(path.read_text(encoding="utf-8"))
