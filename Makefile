SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

GO ?= go
ARGS ?=
FUZZTIME ?= 20s
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LINT := $(GO) run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

# Every Go module of this tree: the product, and test-only ones below it. Those
# whose tests take long come first, so that none is left to run alone at the end.
LONG = . ./ui/cli/termtest ./flow/entra/entratest/signin
MODULES = $(LONG) $(filter-out $(LONG),$(shell find . -name go.mod -not -path './.git/*' -exec dirname {} \; | sort))

# In CI a test without its tools fails; elsewhere it is skipped and says so.
export MAILGRANT_REQUIRE_ALL ?= $(if $(CI),1,0)

.PHONY: help build demo run test soak lint golden fuzz accuracy bench cover

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Nothing here uses HTTP/2 (flow/entra/transport.go), so it is not built in.
build: ## Build bin/mailgrant: stripped, one file that needs no library
	CGO_ENABLED=0 $(GO) build -trimpath -tags nethttpomithttp2 -ldflags "-s -w -X mailgrant/ui/cli.Version=$(VERSION)" -o bin/ .

demo: build ## Try the wizard: nothing leaves this computer, nothing is saved
	@bin/mailgrant setup --practice

run: ## Run from source: make run ARGS="check --practice"
	@$(GO) run . $(ARGS)

# $(call each,COMMAND) runs a command in every module, two at a time, and prints its
# output when it has ended. Much of it waits: more runs at once than there are cores.
each = printf '%s\n' $(MODULES) | xargs -P 2 -n 1 $(SHELL) -c \
  'cd "$$0" && said=$$($(1) 2>&1) && failed=0 || failed=1; printf "== %s\n%s\n" "$$0" "$$said"; exit $$failed'

test: ## Run every test of every module, with the race detector
	@.ci/tools
	@$(call each,$(GO) test -race -p 4 -parallel 4 ./...)

soak: ## Run the long tests in full: every TestSoak of every module (some minutes)
	@.ci/tools
	@$(call each,MAILGRANT_SOAK=1 $(GO) test -count=1 -run ^TestSoak ./...)

lint: ## Check the format, vet and lint
	@unformatted=$$(gofmt -l .); [ -z "$$unformatted" ] || { echo "run gofmt -w on:"; echo "$$unformatted"; exit 1; }
	@failed=0; for module in $(MODULES); do \
	  echo "== $$module"; (cd $$module && $(GO) vet ./... && $(LINT) run ./...) || failed=1; \
	done; exit $$failed

golden: ## Rewrite golden files and the README's pictures; review the diff
	MAILGRANT_GOLDEN=update $(GO) test -count=1 ./...
	cd ui/cli/termtest && MAILGRANT_GOLDEN=update $(GO) test -count=1 -run Pictures .
	@git --no-pager diff --stat -- '*/testdata/*' .github/images

fuzz: ## Run each fuzz target for FUZZTIME (20s)
	@$(GO) test -list '^Fuzz' ./... \
	  | awk '/^Fuzz/{names[++n]=$$1} /^ok/{for(i=1;i<=n;i++) print $$2, names[i]; n=0}' \
	  | while read -r package target; do \
	    echo "== $$package $$target"; \
	    $(GO) test "$$package" -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME); \
	  done

accuracy: ## How often explain is right, on labelled texts: held out, and tuned on
	@$(GO) test -count=1 -v -run '^TestAccuracy' ./flow/explain | grep -v '^===\|^---\|^PASS\|^ok'

bench: build ## Benchmarks, then start-up, first frame, keys and size against minimal programs
	$(GO) test -run '^$$' -bench . -benchmem ./...
	cd .bench && $(GO) run . -binary ../bin/mailgrant

cover: ## Test coverage, by function in .cover/functions.txt and in color in .cover/index.html
	@mkdir -p .cover
	$(GO) test -coverpkg=./... -coverprofile=.cover/profile ./...
	@$(GO) tool cover -func=.cover/profile -o .cover/functions.txt
	@$(GO) tool cover -html=.cover/profile -o .cover/index.html
	@tail -n 1 .cover/functions.txt
