package flow

import (
	"cmp"
	"slices"
	"strconv"
)

// codeCauses: what Entra's numbers mean for client credentials, a sign-in and an
// admin consent (facts/aadsts.json). Microsoft asks programs not to build on them, so they
// only sharpen what status and error say, and one that is not here is shown
// with Microsoft's own text.
var codeCauses = map[int]Cause{
	7000215: SecretWrong, 70002: SecretWrong, 7000216: SecretMissing, 7000218: SecretMissing,
	7000222: SecretExpired,
	700016:  AppNotFound, 700011: AppNotFound, 70001: AppNotFound, 700038: ClientIDMalformed, 90112: ClientIDMalformed,
	7000112: AppDisabled, 7000116: AppDisabled,
	7000229: ServicePrincipalMissing, 7000217: ServicePrincipalMissing,
	90002: TenantNotFound, 50128: TenantMalformed, 900023: TenantMalformed,
	50059: TenantAlias, 90019: TenantAlias, 9001023: TenantAlias, 1002026: TenantAlias, 900971: RedirectMissing,
	90038: WrongCloud, 900382: WrongCloud, 900432: WrongCloud, 900439: WrongCloud, 50049: EndpointHostUnknown,
	70011: ScopeInvalid, 1002012: ScopeInvalid,
	50001: ResourceWrong, 500011: ResourceWrong, 500014: ResourceWrong, 7000117: ResourceWrong, 90009: ResourceWrong,
	90014: RequestMalformed, 90023: RequestMalformed, 90116: RequestMalformed, 900143: RequestMalformed,
	900144: RequestMalformed, 900561: RequestMalformed, 901002: RequestMalformed, 9002313: RequestMalformed,
	9002324: RequestMalformed, 70003: RequestMalformed, 7000021: RequestMalformed, 100007: RequestMalformed,
	50012: CertificateInvalid, 700021: CertificateInvalid, 700024: CertificateInvalid, 700026: CertificateInvalid,
	700027: CertificateInvalid, 700030: CertificateInvalid, 7000214: CertificateInvalid,
	53003: ConditionalAccess, 65001: ConsentMissing, 50105: UserNotAssigned,
	500021: TenantRestricted, 500022: TenantRestricted, 50002: TenantRestricted,
	50011: RedirectMismatch, 500112: RedirectMismatch, 500113: RedirectMissing,
	700025: RedirectPlatform, 9002325: RedirectPlatform, 9002327: RedirectPlatform, 700009: RedirectMismatch,
	65004: ConsentDeclined, 90093: ApprovalRequired, 90094: ApprovalRequired, 90095: ApprovalRequired,
	50020: AccountWrongTenant, 50034: AccountWrongTenant, 16000: AccountWrongTenant, 51004: AccountWrongTenant,
	500200: PersonalAccount, 500201: PersonalAccount, 500202: AccountWrongTenant, 700005: TenantMismatch,
	50072: MFARequired, 50074: MFARequired, 50076: MFARequired, 50079: MFARequired, 50158: MFARequired,
	54005: CodeUsed, 70000: GrantRevoked, 70008: CodeExpired, 700082: GrantExpired, 700084: GrantExpired,
	50173: GrantRevoked, 70043: GrantExpired, 501481: RequestMalformed, 50148: RequestMalformed,
	50194: TenantAlias, 9002328: TenantAlias, 530003: ConditionalAccess, 53000: ConditionalAccess, 53001: ConditionalAccess, 530033: ConditionalAccess,
	50196: Throttled, 90055: Throttled, 90033: ServiceUnavailable, 90090: ServiceUnavailable, 90097: ServiceUnavailable,
}

// causeOf is the cause of the first code that has one; "" where none does.
func causeOf(codes []int) Cause {
	for i, c := range codes {
		cause := cmp.Or(codeCauses[c], rareCause(c))
		if cause != "" && (i == 0 || !slices.Contains(catchAlls, c)) {
			return cause
		}
	}
	return ""
}

func codeNames(codes []int) []string {
	names := []string{}
	for _, c := range codes {
		names = append(names, "AADSTS"+strconv.Itoa(c))
	}
	return names
}

// tenantUnknown reports Entra's plain "no such tenant here".
func tenantUnknown(r Reply) bool {
	return r.Trouble == NoTrouble && causeOf(r.Codes) == TenantNotFound
}
