package intake_test

import (
	"strings"
	"testing"

	"mailgrant/flow/intake"
)

func TestALineContinuesABlockOfValuesOnly(t *testing.T) {
	for name, tt := range map[string]struct {
		lines string
		own   int // how many of its lines belong to the block
	}{
		"labels":                  {"Client ID: " + client + "\nTenant ID: " + tenant + "\n1\nn", 2},
		"labels above":            {"Application (client) ID\n" + client + "\nDirectory (tenant) ID\n" + tenant + "\n\nn", 4},
		"JSON":                    {"{\n \"appId\": \"" + client + "\",\n \"password\": \"x\"\n}\n1", 4},
		".env":                    {"AZURE_CLIENT_ID=" + client + "\nAZURE_TENANT_ID=" + tenant + "\nyes", 2},
		"a broken value":          {"Client ID: " + client[:20] + "\n" + client[20:] + "\nTenant ID: " + tenant + "\n2", 3},
		"an answer before labels": {"1\nClient ID: " + client, 1},
		"an ID":                   {client + "\n" + tenant, 1},
	} {
		lines := strings.Split(tt.lines, "\n")
		block, own := lines[0], 1
		for _, l := range lines[1:] {
			if !intake.Continues(block, l) {
				break
			}
			block += "\n" + l
			own++
		}
		if own != tt.own {
			t.Errorf("%s: %d lines", name, own)
		}
	}
}
