"""Where the rules come from."""

GATES = "https://github.com/WebAssembly/component-model/blob/main/design/mvp/WIT.md#feature-gates"
AMENDING = "https://github.com/WebAssembly/WASI/blob/main/CONTRIBUTING.md#filing-changes-to-existing-phase-3-proposals"
RELEASING = "https://github.com/WebAssembly/WASI/blob/main/.github/RELEASE.md"
LANGUAGE = "https://github.com/WebAssembly/component-model/blob/main/design/mvp/WIT.md"
CONSISTENCY = "https://github.com/WebAssembly/WASI/pull/867"
COMMENTS = "https://github.com/WebAssembly/component-model/blob/main/design/mvp/WIT.md#comments"
