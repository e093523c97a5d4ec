package entratest

import (
	"time"

	"mailgrant/flow/value"
)

// Fabrikam is a small tenant in the US Government cloud (GCC High) with one app
// that works.
func Fabrikam(now time.Time) Tenant {
	return elsewhere(now, Tenant{
		ID: "a9b8c7d6-e5f4-4321-8fed-cba987654301", Name: "Fabrikam",
		Domains: []string{"fabrikam.us", "fabrikam.onmicrosoft.us"},
		Cloud:   value.USGov, Region: "USGov", SubRegion: "DODCON",
	}, "e8f90a1b-3c4d-4e6f-9071-8293a4b5c60f")
}

// Woodgrove is a small tenant in the US Government cloud for the DoD.
func Woodgrove(now time.Time) Tenant {
	return elsewhere(now, Tenant{
		ID: "b8c7d6e5-f4a3-4210-9edc-ba9876543202", Name: "Woodgrove",
		Domains: []string{"woodgrove.mil", "woodgrove.onmicrosoft.us"},
		Cloud:   value.USGovDoD, Region: "USGov", SubRegion: "DOD",
	}, "f90a1b2c-4d5e-4f70-8182-93a4b5c6d710")
}

// Litware is a small tenant in the cloud that 21Vianet operates in China.
func Litware(now time.Time) Tenant {
	return elsewhere(now, Tenant{
		ID: "c7d6e5f4-a3b2-4109-8dcb-a98765432103", Name: "Litware",
		Domains: []string{"litware.cn", "litware.partner.onmschina.cn"},
		Cloud:   value.China, Region: "AS",
	}, "0a1b2c3d-5e6f-4081-9293-a4b5c6d7e811")
}

// Northwind is a tenant in the same cloud as Contoso, for the second tenant of the day.
// More apps may be registered in it.
func Northwind(now time.Time, more ...App) Tenant {
	t := elsewhere(now, Tenant{
		ID: "d6e5f4a3-b2c1-4098-8cba-987654321004", Name: "Northwind Traders",
		Domains: []string{"northwindtraders.com", "northwindtraders.onmicrosoft.com"},
		Cloud:   value.Global, Region: "NA",
	}, "1b2c3d4e-6f70-4182-93a4-b5c6d7e8f912")
	for _, a := range more {
		a.ClientID, a.ObjectID = guidFor("client ID of "+a.Key+" in "+t.ID), guidFor("service principal of "+a.Key+" in "+t.ID)
		a.Secrets = []Secret{lasting(a.Name+" of "+t.Name, now, -30, 700)}
		t.Apps = append(t.Apps, a)
	}
	return t
}

// elsewhere adds one good app and one mailbox to a tenant.
func elsewhere(now time.Time, t Tenant, clientID string) Tenant {
	name := t.Name + " Support Mail"
	t.Apps = []App{{
		Key: "good", Name: name, ClientID: clientID, ObjectID: guidFor("service principal of " + name),
		Story: "Everything is right.", Roles: mailRoles, Secrets: []Secret{lasting(name, now, -30, 700)},
	}}
	t.Mailboxes = []Mailbox{{Address: "support@" + t.Domains[0], Name: t.Name + " Support", Story: "Works."}}
	return t
}
