// Package schematest validates the commands' JSON output against the schemas in
// .github/schemas. It is a separate module, so that mailgrant does not depend on
// the validator.
package schematest
