// Package schematest holds what the commands print for programs against the JSON
// schemas in .github/schemas. It is a module of its own, so that the validator is
// no dependency of mailgrant's.
package schematest
