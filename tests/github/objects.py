"""What the fake GitHub's things look like in its answers."""

import base64
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import quote

from tests.github.openapi import Description
from tests.github.world import Comment, Release, Repository, Review, Thread

Object = dict[str, Any]
HTML = "https://github.com"


def text_of(moment: datetime | None) -> str | None:
    """Return a moment as GitHub writes it."""
    return None if moment is None else f"{moment:%Y-%m-%dT%H:%M:%SZ}"


class Objects:
    """Makes objects of answers; what was made once and did not change since is the same object."""

    def __init__(self, base: str, description: Description) -> None:
        self._base = base
        self._description = description
        self._made: dict[object, tuple[object, Object]] = {}

    def _once(self, key: object, state: object, schema: str, make: Callable[[], Object]) -> Object:
        known = self._made.get(key)
        if known is None or known[0] != state:
            known = (state, self._description.filled(schema, make()))
            self._made[key] = known
        return known[1]

    def user(self, login: str | None, identifier: int = 1, schema: str = "simple-user") -> Object | None:
        """Return an account; `None` for one that is no more."""
        if login is None:
            return None
        said = {"login": login, "id": identifier, "url": f"{self._base}/users/{login}", "html_url": f"{HTML}/{login}"}
        kind = "Bot" if login.endswith("[bot]") else "User"
        return self._once(("user", schema, login), None, schema, lambda: {**said, "type": kind})

    def repository(self, repository: Repository, schema: str = "full-repository") -> Object:
        """Return a repository; `schema` says how much of it."""
        owner, _, name = repository.name.partition("/")

        def make() -> Object:
            said = {
                "id": repository.id,
                "node_id": f"R_{repository.id}",
                "name": name,
                "full_name": repository.name,
                "owner": self.user(owner),
                "html_url": f"{HTML}/{repository.name}",
                "url": f"{self._base}/repos/{repository.name}",
                "fork": repository.parent is not None,
                "archived": repository.archived,
                "has_issues": repository.has_issues,
                "default_branch": repository.default_branch,
                "clone_url": f"{HTML}/{repository.name}.git",
                "permissions": {"admin": False, "push": True, "pull": True},
            }
            if repository.parent is not None and schema == "full-repository":
                parent = self.repository(repository.parent, "repository")
                said |= {"parent": parent, "source": parent}
            return said

        parent = repository.parent and repository.parent.name
        state = (repository.name, repository.default_branch, repository.archived, repository.has_issues, parent)
        return self._once(("repository", schema, repository.id), state, schema, make)

    def _labels(self, thread: Thread) -> list[Object]:
        return [self._label(name) for name in thread.labels]

    def _label(self, name: str) -> Object:
        said = {"id": 1, "node_id": f"LA_{name}", "name": name, "color": "ededed", "default": False}
        url = f"{self._base}/repos/o/r/labels/{quote(name)}"
        return self._made.setdefault(("label", name), (None, {**said, "url": url, "description": ""}))[1]

    def pull(self, repository: Repository, pull: Thread, schema: str = "pull-request-simple") -> Object:
        """Return a pull request."""
        return self._once(
            ("pull", schema, repository.id, pull.number),
            (repository.name, _state(pull), pull.head_repository and pull.head_repository.name),
            schema,
            lambda: self._pull(repository, pull, schema),
        )

    def _pull(self, repository: Repository, pull: Thread, schema: str) -> Object:
        url = f"{self._base}/repos/{repository.name}/pulls/{pull.number}"
        owner = repository.name.partition("/")[0]
        source = pull.head_repository
        head_owner = source.name.partition("/")[0] if source else "unknown"
        said: Object = {
            "id": repository.id * 10_000 + pull.number,
            "node_id": f"PR_{repository.id}_{pull.number}",
            "number": pull.number,
            "title": pull.title,
            "body": pull.body,
            "state": pull.state,
            "draft": pull.draft,
            "user": self.user(pull.user),
            "labels": self._labels(pull),
            "requested_reviewers": [self.user(each) for each in pull.reviewers if not each.startswith("@")],
            "requested_teams": [self._team(each[1:]) for each in pull.reviewers if each.startswith("@")],
            "created_at": text_of(pull.created),
            "updated_at": text_of(pull.updated),
            "closed_at": text_of(pull.closed),
            "merged_at": text_of(pull.merged),
            "author_association": "CONTRIBUTOR",
            "url": url,
            "html_url": f"{HTML}/{repository.name}/pull/{pull.number}",
            "issue_url": f"{self._base}/repos/{repository.name}/issues/{pull.number}",
            "head": {
                "ref": pull.head_branch,
                "sha": pull.head,
                "label": f"{head_owner}:{pull.head_branch}",
                "user": self.user(head_owner) if source else None,
                "repo": self.repository(source, "repository") if source else None,
            },
            "base": {
                "ref": pull.base_branch,
                "sha": pull.base or repository.refs.get(f"heads/{pull.base_branch}", "0" * 40),
                "label": f"{owner}:{pull.base_branch}",
                "user": self.user(owner),
                "repo": self.repository(repository, "repository"),
            },
        }
        if schema == "pull-request":
            said |= {
                "merged": pull.merged is not None,
                "merge_commit_sha": pull.merge_commit,
                "commits": pull.commits,
                "mergeable": True,
                "mergeable_state": "clean",
                "merged_by": None,
                "comments": sum(each.number == pull.number for each in repository.comments.values()),
            }
        return said

    def _team(self, name: str) -> Object:
        said = {"id": 1, "name": name, "slug": name, "privacy": "closed", "permission": "pull"}
        return self._once(("team", name), None, "team", lambda: {**said, "parent": None})

    def issue(self, repository: Repository, issue: Thread) -> Object:
        """Return an issue, or a pull request as the list of issues has it."""
        return self._once(
            ("issue", repository.id, issue.number),
            (repository.name, _state(issue)),
            "issue",
            lambda: self._issue(repository, issue),
        )

    def _issue(self, repository: Repository, issue: Thread) -> Object:
        url = f"{self._base}/repos/{repository.name}/issues/{issue.number}"
        kind = "pull" if issue.is_pull else "issues"
        html = f"{HTML}/{repository.name}/{kind}/{issue.number}"
        said: Object = {
            "id": repository.id * 20_000 + issue.number,
            "node_id": f"I_{repository.id}_{issue.number}",
            "number": issue.number,
            "title": issue.title,
            "body": issue.body,
            "state": issue.state,
            "user": self.user(issue.user),
            "labels": self._labels(issue),
            "comments": sum(each.number == issue.number for each in repository.comments.values()),
            "created_at": text_of(issue.created),
            "updated_at": text_of(issue.updated),
            "closed_at": text_of(issue.closed),
            "author_association": "CONTRIBUTOR",
            "url": url,
            "html_url": html,
            "repository_url": f"{self._base}/repos/{repository.name}",
        }
        if issue.is_pull:
            address = f"{self._base}/repos/{repository.name}/pulls/{issue.number}"
            addresses = {"url": address, "html_url": html, "diff_url": f"{html}.diff", "patch_url": f"{html}.patch"}
            said["pull_request"] = {**addresses, "merged_at": text_of(issue.merged)}
        return said

    def comment(self, repository: Repository, comment: Comment) -> Object:
        """Return a comment."""
        issue = f"{self._base}/repos/{repository.name}/issues/{comment.number}"
        said = {
            "id": comment.id,
            "node_id": f"IC_{comment.id}",
            "user": self.user(comment.user),
            "body": comment.body,
            "created_at": text_of(comment.created),
            "updated_at": text_of(comment.updated),
            "author_association": "NONE",
            "url": f"{self._base}/repos/{repository.name}/issues/comments/{comment.id}",
            "html_url": f"{HTML}/{repository.name}/issues/{comment.number}#issuecomment-{comment.id}",
            "issue_url": issue,
        }
        return self._description.filled("issue-comment", said)

    def review(self, repository: Repository, pull: Thread, review: Review) -> Object:
        """Return a review."""
        url = f"{self._base}/repos/{repository.name}/pulls/{pull.number}"
        said = {
            "id": review.id,
            "node_id": f"PRR_{review.id}",
            "user": self.user(review.user),
            "body": "",
            "state": review.state,
            "commit_id": pull.head,
            "author_association": "MEMBER",
            "html_url": f"{HTML}/{repository.name}/pull/{pull.number}#pullrequestreview-{review.id}",
            "pull_request_url": url,
        }
        submitted = {} if review.state == "PENDING" else {"submitted_at": text_of(review.at)}
        return self._description.filled("pull-request-review", {**said, **submitted})

    def release(self, repository: Repository, release: Release) -> Object:
        """Return a release."""
        said = {
            "id": release.id,
            "node_id": f"RE_{release.id}",
            "tag_name": release.tag,
            "name": release.name,
            "prerelease": release.prerelease,
            "draft": release.draft,
            "published_at": text_of(release.published),
            "author": self.user("ada"),
            "url": f"{self._base}/repos/{repository.name}/releases/{release.id}",
            "html_url": f"{HTML}/{repository.name}/releases/tag/{release.tag}",
        }
        return self._description.filled("release", said)

    # --- git ----------------------------------------------------------------------------------------------------------

    def _git(self, repository: Repository, kind: str, sha: str) -> Object:
        return {"sha": sha, "url": f"{self._base}/repos/{repository.name}/git/{kind}/{sha}"}

    def ref(self, repository: Repository, name: str) -> Object:
        """Return a reference, such as `heads/main`."""
        said = {
            "ref": f"refs/{name}",
            "node_id": f"REF_{name}",
            "url": f"{self._base}/repos/{repository.name}/git/refs/{name}",
            "object": {"type": "commit", **self._git(repository, "commits", repository.refs[name])},
        }
        return self._description.filled("git-ref", said)

    def commit(self, repository: Repository, sha: str) -> Object:
        """Return a commit as git's endpoints have it."""
        commit = repository.commits[sha]
        person = {"name": "Ada", "email": "ada@example.org", "date": text_of(commit.at)}
        html = f"{HTML}/{repository.name}/commit/{sha}"
        said = {
            **self._git(repository, "commits", sha),
            "node_id": f"C_{sha}",
            "html_url": html,
            "author": person,
            "committer": person,
            "message": commit.message,
            "tree": self._git(repository, "trees", commit.tree),
            "parents": [{**self._git(repository, "commits", each), "html_url": html} for each in commit.parents],
        }
        return self._description.filled("git-commit", said)

    def compared(self, repository: Repository, base: str, head: str) -> Object:
        """Return how one commit lies to another."""
        behind, ahead = repository.ancestors(base), repository.ancestors(head)
        common = next(each for each in ahead if each in behind)
        own = [each for each in ahead if each not in behind]
        said = {
            "status": "diverged",
            "ahead_by": len(own),
            "behind_by": sum(each not in ahead for each in behind),
            "total_commits": len(own),
            "base_commit": self._listed(repository, base),
            "merge_base_commit": self._listed(repository, common),
            "commits": [self._listed(repository, each) for each in reversed(own)],
            "files": [],
        }
        return self._description.filled("commit-comparison", said)

    def _listed(self, repository: Repository, sha: str) -> Object:
        """Return a commit as lists have it."""
        commit = self.commit(repository, sha)
        own = {"author": commit["author"], "committer": commit["committer"], "message": commit["message"]}
        url = f"{self._base}/repos/{repository.name}/commits/{sha}"
        tree = self._git(repository, "trees", repository.commits[sha].tree)
        said = {
            "sha": sha,
            "url": url,
            "node_id": f"C_{sha}",
            "html_url": f"{HTML}/{repository.name}/commit/{sha}",
            "comments_url": f"{url}/comments",
            "commit": {**own, "url": commit["url"], "comment_count": 0, "tree": tree},
            "author": None,
            "committer": None,
            "parents": commit["parents"],
        }
        return self._description.filled("commit", said)

    def tree(self, repository: Repository, sha: str, *, recursive: bool) -> Object:
        """Return a tree."""
        files = repository.trees[sha]
        entries: dict[str, Object] = {}
        for path, blob in sorted(files.items()):
            parts = path.split("/")
            for depth in range(1, len(parts) + 1 if recursive else 2):
                name = "/".join(parts[:depth])
                if depth == len(parts):
                    entries[name] = self._leaf(repository, path, blob)
                elif name not in entries:
                    below = {each[len(name) + 1 :]: blob for each, blob in files.items() if each.startswith(f"{name}/")}
                    entries[name] = {
                        "path": name,
                        "sha": repository.add_tree(below),
                        "type": "tree",
                        "mode": "040000",
                    }
        told = [*entries.values()][: repository.most_entries]
        truncated = len(told) < len(entries)
        return {**self._git(repository, "trees", sha), "tree": told, "truncated": truncated}

    def _leaf(self, repository: Repository, path: str, blob: str) -> Object:
        mode = repository.modes.get(blob, "100644")
        if mode == "160000":
            return {"path": path, "sha": blob, "type": "commit", "mode": mode}
        size = len(repository.blobs[blob])
        return {"path": path, "sha": blob, "type": "blob", "mode": mode, "size": size}

    def blob(self, repository: Repository, sha: str) -> Object:
        """Return a blob."""
        content = repository.blobs[sha]
        said = {**self._git(repository, "blobs", sha), "node_id": f"B_{sha}", "size": len(content)}
        return {**said, "content": base64.encodebytes(content).decode(), "encoding": "base64"}

    def file(self, repository: Repository, revision: str, path: str) -> Object:
        """Return a file as the endpoint for contents has it."""
        sha = repository.files(revision)[path]
        content = repository.blobs[sha]
        url = f"{self._base}/repos/{repository.name}/contents/{path}?ref={revision}"
        html = f"{HTML}/{repository.name}/blob/{revision}/{path}"
        git = f"{self._base}/repos/{repository.name}/git/blobs/{sha}"
        said = {
            "type": "file",
            "name": path.rpartition("/")[2],
            "path": path,
            "sha": sha,
            "size": len(content),
            "encoding": "base64",
            "content": base64.encodebytes(content).decode(),
            "url": url,
            "html_url": html,
            "git_url": git,
            "download_url": html,
            "_links": {"self": url, "git": git, "html": html},
        }
        return self._description.filled("content-file", said)

    def folder(self, repository: Repository, revision: str, path: str) -> list[Object]:
        """Return what a folder holds, without contents."""
        prefix = f"{path}/" if path else ""
        inside = {each[len(prefix) :] for each in repository.files(revision) if each.startswith(prefix)}
        listed = []
        for name in sorted({each.partition("/")[0] for each in inside}):
            whole = f"{prefix}{name}"
            if name in inside:
                entry = self.file(repository, revision, whole)
                listed.append({key: value for key, value in entry.items() if key not in {"content", "encoding"}})
            else:
                url = f"{self._base}/repos/{repository.name}/contents/{whole}?ref={revision}"
                said = {"type": "dir", "name": name, "path": whole, "sha": "0" * 40, "size": 0, "url": url}
                links = {"html_url": None, "git_url": None, "download_url": None}
                listed.append({**said, **links, "_links": {"self": url, "git": None, "html": None}})
        return listed


def _state(thread: Thread) -> object:
    """Return everything of a thread that its object shows."""
    names = ("title", "user", "body", "state", "draft", "labels", "reviewers", "head", "head_branch", "base_branch")
    moments = (thread.created, thread.updated, thread.closed, thread.merged)
    return (*(getattr(thread, name) for name in names), *moments)
