package run

import (
	"testing"

	"mailgrant/flow/entra/entratest"
	"mailgrant/flow/guide"
)

// Two guides may ask for the same permissions. Each has its own app.
func TestAnAppGoesToTheGuideItWasMadeFor(t *testing.T) {
	first, ok := guide.Find("automation-anywhere-client-credentials")
	if !ok {
		t.Fatal("the guide is gone")
	}
	second := first
	second.ID = "same-permissions"
	app := entratest.App{Key: second.ID, Grant: grantOf(second), Roles: namesOfPermissions(second)}
	if got := guideAmong([]guide.Guide{first, second}, app); got.ID != second.ID {
		t.Errorf("it went to %s", got.ID)
	}
	app.Key = "somebody-else's"
	if got := guideAmong([]guide.Guide{first, second}, app); got.ID != first.ID {
		t.Errorf("it went to %s", got.ID)
	}
}
