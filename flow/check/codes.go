package check

import (
	"cmp"
	"slices"
	"strconv"

	"mailgrant/flow/finding"
	"mailgrant/flow/wire"
)

// CodeCauses: what Entra's numbers mean for client credentials, a sign-in and an
// admin consent (facts/aadsts.json). Microsoft asks programs not to build on them, so they
// only sharpen what status and error say, and one that is not here is shown
// with Microsoft's own text.
var CodeCauses = map[int]finding.Cause{
	7000215: finding.SecretWrong, 70002: finding.SecretWrong, 7000216: finding.SecretMissing, 7000218: finding.SecretMissing,
	7000222: finding.SecretExpired,
	700016:  finding.AppNotFound, 700011: finding.AppNotFound, 70001: finding.AppNotFound, 700038: finding.ClientIDMalformed, 90112: finding.ClientIDMalformed,
	7000112: finding.AppDisabled, 7000116: finding.AppDisabled,
	7000229: finding.ServicePrincipalMissing, 7000217: finding.ServicePrincipalMissing,
	90002: finding.TenantNotFound, 50128: finding.TenantMalformed, 900023: finding.TenantMalformed,
	50059: finding.TenantAlias, 90019: finding.TenantAlias, 9001023: finding.TenantAlias, 1002026: finding.TenantAlias, 900971: finding.RedirectMissing,
	90038: finding.WrongCloud, 900382: finding.WrongCloud, 900432: finding.WrongCloud, 900439: finding.WrongCloud, 50049: finding.EndpointHostUnknown,
	70011: finding.ScopeInvalid, 1002012: finding.ScopeInvalid,
	50001: finding.ResourceWrong, 500011: finding.ResourceWrong, 500014: finding.ResourceWrong, 7000117: finding.ResourceWrong, 90009: finding.ResourceWrong,
	90014: finding.RequestMalformed, 90023: finding.RequestMalformed, 90116: finding.RequestMalformed, 900143: finding.RequestMalformed,
	900144: finding.RequestMalformed, 900561: finding.RequestMalformed, 901002: finding.RequestMalformed, 9002313: finding.RequestMalformed,
	9002324: finding.RequestMalformed, 70003: finding.RequestMalformed, 7000021: finding.RequestMalformed, 100007: finding.RequestMalformed,
	50012: finding.CertificateInvalid, 700021: finding.CertificateInvalid, 700024: finding.CertificateInvalid, 700026: finding.CertificateInvalid,
	700027: finding.CertificateInvalid, 700030: finding.CertificateInvalid, 7000214: finding.CertificateInvalid,
	53003: finding.ConditionalAccess, 65001: finding.ConsentMissing, 50105: finding.UserNotAssigned,
	500021: finding.TenantRestricted, 500022: finding.TenantRestricted, 50002: finding.TenantRestricted,
	50011: finding.RedirectMismatch, 500112: finding.RedirectMismatch, 500113: finding.RedirectMissing,
	700025: finding.RedirectPlatform, 9002325: finding.RedirectPlatform, 9002327: finding.RedirectPlatform, 700009: finding.RedirectMismatch,
	65004: finding.ConsentDeclined, 90093: finding.ApprovalRequired, 90094: finding.ApprovalRequired, 90095: finding.ApprovalRequired,
	50020: finding.AccountWrongTenant, 50034: finding.AccountWrongTenant, 16000: finding.AccountWrongTenant, 51004: finding.AccountWrongTenant,
	500200: finding.PersonalAccount, 500201: finding.PersonalAccount, 500202: finding.AccountWrongTenant, 700005: finding.TenantMismatch,
	50072: finding.MFARequired, 50074: finding.MFARequired, 50076: finding.MFARequired, 50079: finding.MFARequired, 50158: finding.MFARequired,
	54005: finding.CodeUsed, 70000: finding.GrantRevoked, 70008: finding.CodeExpired, 700082: finding.GrantExpired, 700084: finding.GrantExpired,
	50173: finding.GrantRevoked, 70043: finding.GrantExpired, 501481: finding.RequestMalformed, 50148: finding.RequestMalformed,
	50194: finding.TenantAlias, 9002328: finding.TenantAlias, 530003: finding.ConditionalAccess, 53000: finding.ConditionalAccess, 53001: finding.ConditionalAccess, 530033: finding.ConditionalAccess,
	50196: finding.Throttled, 90055: finding.Throttled, 90033: finding.ServiceUnavailable, 90090: finding.ServiceUnavailable, 90097: finding.ServiceUnavailable,
}

// CauseOf is the cause of the first code that has one; "" where none does.
func CauseOf(codes []int) finding.Cause {
	for i, c := range codes {
		cause := cmp.Or(CodeCauses[c], rareCause(c))
		if cause != "" && (i == 0 || !slices.Contains(catchAlls, c)) {
			return cause
		}
	}
	return ""
}

func CodeNames(codes []int) []string {
	names := []string{}
	for _, c := range codes {
		names = append(names, "AADSTS"+strconv.Itoa(c))
	}
	return names
}

// TenantUnknown reports Entra's plain "no such tenant here".
func TenantUnknown(r wire.Reply) bool {
	return r.Trouble == wire.NoTrouble && CauseOf(r.Codes) == finding.TenantNotFound
}
