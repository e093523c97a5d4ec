package flow

import "time"

func Clean(text string) (cleaned string, notes []string)                     { return text, nil }
func CleanSecret(s Secret) (cleaned Secret, notes []string)                  { return s, nil }
func CleanServerText(text string) string                                     { return text }
func ParseEndpoint(text string) (e Endpoint, ok bool)                        { return }
func JudgeEndpoint(text string, want EndpointKind) Judgement                 { return Judgement{} }
func JudgeRedirectURI(text string) (uri string, p []Finding, notes []string) { return text, nil, nil }
func JudgeAgreement(tenant string, endpoints ...Endpoint) []Finding          { return nil }
func TokenEndpoint(cloud Cloud, tenant string) string                        { return "" }
func AuthorizeEndpoint(cloud Cloud, tenant string) string                    { return "" }
func AdminConsentEndpoint(cloud Cloud, tenant string) string                 { return "" }
func ParseTenant(text string) (t Tenant, problem *Finding)                   { return }
func IsGUID(text string) bool                                                { return false }
func ParseWhere(text string) (w Where, p []Finding, notes []string)          { return }
func JudgeClientID(text string) (id string, p []Finding, notes []string)     { return }
func JudgeSecret(s Secret, others ...string) []Finding                       { return nil }
func ParseDay(text string) (day time.Time, problem *Finding)                 { return }
