package check

import (
	"slices"

	"mailgrant/flow/finding"
)

// RareCodes are the rest of Entra's numbers that a request for mail can bring
// (facts/aadsts.json): what only another kind of app meets is left out, and is
// shown with Microsoft's own text.
var RareCodes = []struct {
	Cause finding.Cause
	Codes []int
}{
	{finding.SecretMissing, []int{7000219}},
	{finding.AppNotFound, []int{700007, 7000220}},
	{finding.AppDisabled, []int{90049, 700019, 1000031}},
	{finding.TenantMalformed, []int{90029, 500209, 500210}},
	{finding.TenantMismatch, []int{7000012}},
	{finding.TenantAlias, []int{90124, 90129, 90130, 9002332, 9002337}},
	{finding.WrongCloud, []int{90043, 90044, 90051, 1000104, 1002021}},
	{finding.ScopeInvalid, []int{28000, 28002, 28003, 65005, 650053}},
	{finding.ResourceWrong, []int{82001, 500012, 500013, 500015, 500016, 700017, 700018, 700039, 221000, 9002314}},
	{finding.RequestMalformed, []int{
		50091, 50147, 50149, 90004, 90005, 90010, 90013, 90015, 90017, 90022, 90028, 90083, 90100, 90107, 90117, 90121,
		90122, 90150, 165900, 500136, 500137, 501471, 501482, 501491, 700012, 7000110, 9002317, 9002338,
	}},
	{finding.CertificateInvalid, []int{ // a secret was sent, so these tell of a proxy or of an app that takes none
		50006, 50013, 50025, 50027, 50032, 50035, 50048, 50098, 50120, 67003, 70021, 90016, 500033, 500061, 500131, 500132,
		500331, 700022, 700023, 700028, 700029, 700031, 700032, 700211, 700212, 700213, 700229, 900161, 900384, 1000502,
		5000811, 5002726, 7000210, 7000211, 7000212, 7000213, 7000221, 7000225, 7000226, 7000227, 7002131, 9002323,
	}},
	{finding.ConsentMissing, []int{90099, 650011}},
	{finding.PermissionMissing, []int{65006, 90008, 650052, 650054, 650055, 650056, 650057, 650058, 650061, 1003031}},
	{finding.ConditionalAccess, []int{
		50005, 50097, 50129, 50131, 50155, 53002, 53005, 500532, 501313, 530001, 530002, 530031, 530032, 530034, 530035,
	}},
	{finding.ApprovalRequired, []int{90096, 900941, 900942}},
	{finding.RedirectMismatch, []int{50029, 70004, 90102, 500111, 500114, 500115, 500116, 500117, 500118, 500119, 700042, 700044, 700045}},
	{finding.RedirectPlatform, []int{9002319, 9002326}},
	{finding.AccountWrongTenant, []int{16003, 50014, 50177, 500141, 500204, 500207, 500211, 500212, 500213}},
	{finding.PersonalAccount, []int{90027, 9002339}},
	{finding.ConsentDeclined, []int{650041, 9002341}},
	{finding.MFARequired, []int{26000, 50078, 50088, 500121, 700020}},
	{finding.CodeExpired, []int{70019}},
	{finding.GrantExpired, []int{50085, 70044, 70045, 70046, 700081}},
	{finding.GrantRevoked, []int{50132, 50133}},
	{finding.TenantRestricted, []int{500023}},
	{finding.TLSUntrusted, []int{1002016}}, // mailgrant speaks nothing that old: something on the way does
	{finding.ServiceUnavailable, []int{
		50000, 50004, 50033, 51000, 90006, 90012, 90024, 90025, 90030, 90035, 90036, 90037, 90039, 90045, 90091, 90092,
		90202, 165004, 500031,
	}},
}

// rareCause is the cause of one of the rare codes; "" where it is none.
func rareCause(code int) finding.Cause {
	for _, r := range RareCodes {
		if slices.Contains(r.Codes, code) {
			return r.Cause
		}
	}
	return ""
}

// catchAlls only wrap another code: beside one they say nothing.
var catchAlls = []int{50000, 70000}
