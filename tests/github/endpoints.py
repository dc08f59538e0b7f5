"""The fake GitHub's endpoints: what is asked, and what is answered."""

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from tests.github.objects import Objects
from tests.github.world import Repository, Thread, World, moment

Parameters = Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """A request to a repository, or to what is no repository's."""

    verb: str
    repository: Repository
    parts: tuple[str, ...]
    """What stands in the path in place of its parameters, without owner and name."""
    query: Parameters
    body: Any
    login: str | None
    """Who asks."""


@dataclass(frozen=True)
class Answer:
    """What is answered."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    pages: int | None = None
    """Of a list in pages: how many there are."""
    sent: bytes | None = None
    """The body as it is sent, where that was made before."""


def error(status: int, message: str, **more: object) -> Answer:
    """Return an error as GitHub words it."""
    where = "https://docs.github.com/rest"
    return Answer(status, {"message": message, "documentation_url": where, "status": str(status), **more})


NOT_FOUND = error(404, "Not Found")


def invalid(message: str, resource: str = "PullRequest", code: str = "custom") -> Answer:
    """Return a refusal of what was sent."""
    return error(422, "Validation Failed", errors=[{"resource": resource, "code": code, "message": message}])


Endpoint = Callable[["Endpoints", Asked], Answer]
ROUTES: list[tuple[str, str, "re.Pattern[str]", Endpoint]] = []


def _route(verb: str, path: str) -> Callable[[Endpoint], Endpoint]:
    """Tell which requests a function answers; `path` as GitHub's description has it."""
    pattern = re.sub(r"\\\{(\w+)\\\}", lambda it: "(.*)" if it[1] in {"path", "ref"} else "([^/]+)", re.escape(path))

    def add(endpoint: Endpoint) -> Endpoint:
        ROUTES.append((verb, path, re.compile(pattern), endpoint))
        return endpoint

    return add


_REPO = "/repos/{owner}/{repo}"


class Endpoints:
    """Answers requests about a world."""

    def __init__(self, world: World, objects: Objects) -> None:
        self._world = world
        self._objects = objects

    @_route("GET", _REPO)
    def repository(self, asked: Asked) -> Answer:
        return Answer(200, self._objects.repository(asked.repository))

    @_route("GET", f"{_REPO}/pulls")
    def pulls(self, asked: Asked) -> Answer:
        found = [each for each in asked.repository.threads.values() if each.is_pull and _of_state(each, asked.query)]
        if head := asked.query.get("head"):
            found = [each for each in found if _head(each) == head]
        if base := asked.query.get("base"):
            found = [each for each in found if each.base_branch == base]
        _sort(found, asked.query)
        page, pages = _page(found, asked.query)
        return Answer(200, [self._objects.pull(asked.repository, each) for each in page], pages=pages)

    @_route("POST", f"{_REPO}/pulls")
    def open_pull(self, asked: Asked) -> Answer:
        repository, body = asked.repository, asked.body
        owner, _, branch = body["head"].rpartition(":")
        source = self._fork_of(repository, owner) if owner else repository
        tip = source.refs.get(f"heads/{branch}") if source else None
        base = repository.refs.get(f"heads/{body['base']}")
        if source is None or tip is None or base is None:
            return invalid("head or base is invalid", code="invalid")
        if tip in source.ancestors(base) if base in source.commits else tip == base:
            return invalid(f"No commits between {body['base']} and {body['head']}")
        for each in repository.threads.values():
            same = each.is_pull and each.state == "open" and each.head_repository is source
            if same and (each.head_branch, each.base_branch) == (branch, body["base"]):
                return invalid(f"A pull request already exists for {_head(each)}.")
        pull = repository.pull(body["title"], user=asked.login, body=body.get("body"), draft=body.get("draft", False))
        pull.head, pull.head_branch, pull.head_repository = tip, branch, source
        pull.base_branch = body["base"]
        return Answer(201, self._objects.pull(repository, pull, "pull-request"))

    def _fork_of(self, repository: Repository, owner: str) -> Repository | None:
        found = (each for each in self._world.names.values() if each is repository or each.parent is repository)
        return next((each for each in found if each.name.partition("/")[0].casefold() == owner.casefold()), None)

    @_route("GET", f"{_REPO}/pulls/{{pull_number}}")
    def pull(self, asked: Asked) -> Answer:
        pull = _thread(asked, pulls=True)
        return Answer(200, self._objects.pull(asked.repository, pull, "pull-request")) if pull else NOT_FOUND

    @_route("PATCH", f"{_REPO}/pulls/{{pull_number}}")
    def change_pull(self, asked: Asked) -> Answer:
        pull = _thread(asked, pulls=True)
        if pull is None:
            return NOT_FOUND
        said = {key: asked.body[key] for key in ("title", "body", "state") if key in asked.body}
        asked.repository.touch(pull.number, **said)
        return Answer(200, self._objects.pull(asked.repository, pull, "pull-request"))

    @_route("GET", f"{_REPO}/pulls/{{pull_number}}/reviews")
    def reviews(self, asked: Asked) -> Answer:
        pull = _thread(asked, pulls=True)
        if pull is None:
            return NOT_FOUND
        page, pages = _page(pull.reviews, asked.query)
        return Answer(200, [self._objects.review(asked.repository, pull, each) for each in page], pages=pages)

    @_route("GET", f"{_REPO}/pulls/{{pull_number}}/files")
    def pull_files(self, asked: Asked) -> Answer:
        pull = _thread(asked, pulls=True)
        if pull is None:
            return NOT_FOUND
        page, pages = _page(sorted(_changed(asked.repository, pull).items()), asked.query)
        url = "https://github.com/"
        made = [
            {"sha": "0" * 40, "filename": path, "status": status, "additions": 1, "deletions": 0, "changes": 1}
            | {"blob_url": url, "raw_url": url, "contents_url": url}
            for path, status in page
        ]
        return Answer(200, made, pages=pages)

    # --- issues, comments, releases ---------------------------------------------------------------------------------

    @_route("GET", f"{_REPO}/issues")
    def issues(self, asked: Asked) -> Answer:
        if not asked.repository.has_issues:
            return error(410, "Issues has been disabled in this repository.")
        found = [each for each in asked.repository.threads.values() if _of_state(each, asked.query)]
        if since := asked.query.get("since"):
            found = [each for each in found if each.updated >= moment(since)]
        if labels := asked.query.get("labels"):
            found = [each for each in found if {*labels.split(",")} <= {*each.labels}]
        _sort(found, asked.query)
        page, pages = _page(found, asked.query)
        return Answer(200, [self._objects.issue(asked.repository, each) for each in page], pages=pages)

    @_route("GET", f"{_REPO}/issues/{{issue_number}}")
    def issue(self, asked: Asked) -> Answer:
        issue = _thread(asked)
        return Answer(200, self._objects.issue(asked.repository, issue)) if issue else NOT_FOUND

    @_route("GET", f"{_REPO}/issues/{{issue_number}}/comments")
    def comments(self, asked: Asked) -> Answer:
        issue = _thread(asked)
        if issue is None:
            return NOT_FOUND
        own = [each for each in asked.repository.comments.values() if each.number == issue.number]
        page, pages = _page(own, asked.query)
        return Answer(200, [self._objects.comment(asked.repository, each) for each in page], pages=pages)

    @_route("POST", f"{_REPO}/issues/{{issue_number}}/comments")
    def add_comment(self, asked: Asked) -> Answer:
        issue = _thread(asked)
        if issue is None:
            return NOT_FOUND
        comment = asked.repository.comment(issue.number, asked.body["body"], asked.login or "")
        return Answer(201, self._objects.comment(asked.repository, comment))

    @_route("GET", f"{_REPO}/issues/comments/{{comment_id}}")
    def comment(self, asked: Asked) -> Answer:
        comment = asked.repository.comments.get(int(asked.parts[0]))
        return Answer(200, self._objects.comment(asked.repository, comment)) if comment else NOT_FOUND

    @_route("PATCH", f"{_REPO}/issues/comments/{{comment_id}}")
    def change_comment(self, asked: Asked) -> Answer:
        comment = asked.repository.comments.get(int(asked.parts[0]))
        if comment is None:
            return NOT_FOUND
        comment.body, comment.updated = asked.body["body"], self._world.tick()
        return Answer(200, self._objects.comment(asked.repository, comment))

    @_route("GET", f"{_REPO}/releases")
    def releases(self, asked: Asked) -> Answer:
        page, pages = _page([each for each in asked.repository.releases if not each.draft], asked.query)
        return Answer(200, [self._objects.release(asked.repository, each) for each in page], pages=pages)

    # --- git --------------------------------------------------------------------------------------------------------

    @_route("GET", f"{_REPO}/git/ref/{{ref}}")
    def ref(self, asked: Asked) -> Answer:
        known = asked.parts[0] in asked.repository.refs
        return Answer(200, self._objects.ref(asked.repository, asked.parts[0])) if known else NOT_FOUND

    @_route("POST", f"{_REPO}/git/refs")
    def add_ref(self, asked: Asked) -> Answer:
        name, sha = asked.body["ref"].removeprefix("refs/"), asked.body["sha"]
        if name in asked.repository.refs:
            return error(422, "Reference already exists")
        if sha not in asked.repository.commits:
            return error(422, "Object does not exist")
        asked.repository.refs[name] = sha
        return Answer(201, self._objects.ref(asked.repository, name))

    @_route("PATCH", f"{_REPO}/git/refs/{{ref}}")
    def move_ref(self, asked: Asked) -> Answer:
        repository, name, sha = asked.repository, asked.parts[0], asked.body["sha"]
        if name not in repository.refs:
            return error(422, "Reference does not exist")
        if sha not in repository.commits:
            return error(422, "Object does not exist")
        if not asked.body.get("force") and repository.refs[name] not in repository.ancestors(sha):
            return error(422, "Update is not a fast forward")
        repository.refs[name] = sha
        self._follow(repository, name)
        return Answer(200, self._objects.ref(repository, name))

    def _follow(self, repository: Repository, ref: str) -> None:
        """Let open pull requests have the new commit of their branch."""
        for each in {id(each): each for each in self._world.names.values()}.values():
            for pull in each.threads.values():
                if pull.state == "open" and pull.head_repository is repository and f"heads/{pull.head_branch}" == ref:
                    pull.head, pull.updated = repository.refs[ref], self._world.tick()

    @_route("POST", f"{_REPO}/git/commits")
    def add_commit(self, asked: Asked) -> Answer:
        body, repository = asked.body, asked.repository
        if body["tree"] not in repository.trees or not {*body.get("parents", ())} <= repository.commits.keys():
            return invalid("Tree or parent does not exist", "Commit")
        sha = repository.add_commit(body["tree"], body.get("parents", ()), body["message"])
        return Answer(201, self._objects.commit(repository, sha))

    @_route("GET", f"{_REPO}/git/commits/{{commit_sha}}")
    def commit(self, asked: Asked) -> Answer:
        known = asked.parts[0] in asked.repository.commits
        return Answer(200, self._objects.commit(asked.repository, asked.parts[0])) if known else NOT_FOUND

    @_route("POST", f"{_REPO}/git/trees")
    def add_tree(self, asked: Asked) -> Answer:
        repository = asked.repository
        base = asked.body.get("base_tree")
        tree = dict(repository.files(base) if base in repository.commits else repository.trees[base] if base else {})
        for each in asked.body["tree"]:
            if "content" in each:
                tree[each["path"]] = repository.add_blob(each["content"].encode())
            elif each["sha"] is None:
                tree.pop(each["path"], None)
            else:
                tree[each["path"]] = each["sha"]
        return Answer(201, self._objects.tree(repository, repository.add_tree(tree), recursive=False))

    @_route("GET", f"{_REPO}/git/trees/{{tree_sha}}")
    def tree(self, asked: Asked) -> Answer:
        repository, name = asked.repository, asked.parts[0]
        commit = repository.refs.get(f"heads/{name}", name)
        sha = repository.commits[commit].tree if commit in repository.commits else name
        if sha not in repository.trees:
            return NOT_FOUND
        return Answer(200, self._objects.tree(repository, sha, recursive="recursive" in asked.query))

    @_route("POST", f"{_REPO}/git/blobs")
    def add_blob(self, asked: Asked) -> Answer:
        content = asked.body["content"]
        plain = base64.b64decode(content) if asked.body.get("encoding") == "base64" else content.encode()
        sha = asked.repository.add_blob(plain)
        return Answer(201, {"sha": sha, "url": self._objects.blob(asked.repository, sha)["url"]})

    @_route("GET", f"{_REPO}/git/blobs/{{file_sha}}")
    def blob(self, asked: Asked) -> Answer:
        known = asked.parts[0] in asked.repository.blobs
        return Answer(200, self._objects.blob(asked.repository, asked.parts[0])) if known else NOT_FOUND

    @_route("GET", f"{_REPO}/contents/{{path}}")
    def contents(self, asked: Asked) -> Answer:
        repository, path = asked.repository, unquote(asked.parts[0]).strip("/")
        revision = asked.query.get("ref", repository.default_branch)
        try:
            files = repository.files(revision)
        except KeyError:
            return error(404, f"No commit found for the ref {revision}")
        if path in files:
            return Answer(200, self._objects.file(repository, revision, path))
        if path and not any(each.startswith(f"{path}/") for each in files):
            return NOT_FOUND
        return Answer(200, self._objects.folder(repository, revision, path))

    @_route("PUT", f"{_REPO}/contents/{{path}}")
    def put_contents(self, asked: Asked) -> Answer:
        repository, path, body = asked.repository, unquote(asked.parts[0]), asked.body
        branch = body.get("branch", repository.default_branch)
        if f"heads/{branch}" not in repository.refs:
            return error(404, f"Branch {branch} not found")
        before = repository.files(branch).get(path)
        if before is not None and "sha" not in body:
            return error(422, 'Invalid request.\n\n"sha" wasn\'t supplied.')
        if body.get("sha", before) != before:
            return error(409, f"{path} does not match {body['sha']}")
        content = base64.b64decode(body["content"])
        sha = repository.commit({path: content}, branch=branch, message=body["message"])
        self._follow(repository, f"heads/{branch}")
        content_object = self._objects.file(repository, branch, path)
        return Answer(
            200 if before else 201, {"content": content_object, "commit": self._objects.commit(repository, sha)}
        )

    @_route("GET", f"{_REPO}/branches/{{branch}}")
    def branch(self, asked: Asked) -> Answer:
        name = unquote(asked.parts[0])
        sha = asked.repository.refs.get(f"heads/{name}")
        return error(404, "Branch not found") if sha is None else Answer(200, {"name": name, "commit": {"sha": sha}})

    @_route("GET", f"{_REPO}/compare/{{basehead}}")
    def compare(self, asked: Asked) -> Answer:
        repository = asked.repository
        names = [each.rpartition(":")[2] for each in unquote(asked.parts[0]).split("...")]
        base, head = (repository.refs.get(f"heads/{name}", name) for name in names)
        if base not in repository.commits or head not in repository.commits:
            return NOT_FOUND
        if not {*repository.ancestors(base)} & {*repository.ancestors(head)}:
            return error(404, f"No common ancestor between {base} and {head}.")
        return Answer(200, self._objects.compared(repository, base, head))

    # --- forks ------------------------------------------------------------------------------------------------------

    @_route("GET", f"{_REPO}/forks")
    def forks(self, asked: Asked) -> Answer:
        every = {each.id: each for each in self._world.names.values() if each.parent is asked.repository}
        page, pages = _page([*every.values()], asked.query)
        return Answer(200, [self._objects.repository(each, "minimal-repository") for each in page], pages=pages)

    @_route("POST", f"{_REPO}/forks")
    def fork(self, asked: Asked) -> Answer:
        original = asked.repository
        owner = (asked.body or {}).get("organization") or asked.login
        name = original.name.partition("/")[2]
        made = self._world.repository(f"{owner}/{name}", default_branch=original.default_branch, parent=original)
        if not made.refs:
            made.refs, made.commits = dict(original.refs), dict(original.commits)
            made.trees, made.blobs = dict(original.trees), dict(original.blobs)
        return Answer(202, self._objects.repository(made))


def _thread(asked: Asked, *, pulls: bool = False) -> Thread | None:
    found = asked.repository.threads.get(int(asked.parts[0])) if asked.parts[0].isdecimal() else None
    return None if found is None or (pulls and not found.is_pull) else found


def _head(pull: Thread) -> str:
    owner = pull.head_repository.name.partition("/")[0] if pull.head_repository else "unknown"
    return f"{owner}:{pull.head_branch}"


def _changed(repository: Repository, pull: Thread) -> dict[str, str]:
    """Return what a pull request does to files."""
    source = pull.head_repository
    base = repository.refs.get(f"heads/{pull.base_branch}", "")
    if source is None or pull.head not in source.commits:
        return pull.files
    before_base = repository.ancestors(base)
    common = next((each for each in source.ancestors(pull.head) if each in before_base), base)
    old, new = repository.files(common), source.files(pull.head)
    return {
        path: "added" if path not in old else "removed" if path not in new else "modified"
        for path in old.keys() | new.keys()
        if old.get(path) != new.get(path)
    }


def _of_state(thread: Thread, query: Parameters) -> bool:
    return query.get("state", "open") in {"all", thread.state}


def _sort(threads: list[Thread], query: Parameters) -> None:
    newest_first = query.get("direction", "asc" if "sort" in query and query["sort"] != "created" else "desc")
    by_update = query.get("sort") == "updated"
    threads.sort(key=lambda it: (it.updated if by_update else it.created, it.number), reverse=newest_first == "desc")


def _page(found: "list[Any]", query: Parameters) -> "tuple[list[Any], int]":
    size = min(100, max(1, int(query.get("per_page", "30"))))
    number = max(1, int(query.get("page", "1")))
    return found[(number - 1) * size : number * size], max(1, -(-len(found) // size))
