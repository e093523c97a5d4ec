//go:build linux

package store

import (
	"bufio"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"
)

// victim is the index directory of the process to kill.
const victim = "MAILGRANT_STORE_VICTIM"

// TestAVictimInSession is that process: it replaces a credential forever.
func TestAVictimInSession(t *testing.T) {
	k := session(t)
	dir := os.Getenv(victim)
	if dir == "" {
		return
	}
	s := OpenDir(dir, k)
	for i := 0; ; i++ {
		e, secret := Entry{Registration: Registration{ClientID: "old"}, Slug: "a"}, oldSecret
		if i%2 == 0 {
			e, secret = Entry{Registration: Registration{ClientID: "new"}, Slug: "a"}, newSecret
		}
		if err := s.Save(t.Context(), e, secret, true); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			_, _ = os.Stdout.WriteString("under way\n")
		}
	}
}

func TestAKilledUpdateLeavesOldOrNewInSession(t *testing.T) {
	k := session(t)
	if os.Getenv(victim) != "" {
		return
	}
	dir := t.TempDir()
	s := OpenDir(dir, k)
	wantKind(t, "", s.Save(t.Context(), Entry{Registration: Registration{ClientID: "old"}, Slug: "a"}, oldSecret, true))
	unsettled := 0
	for range 100 {
		kill(t, dir, time.Duration(rand.IntN(20_000))*time.Microsecond)
		listed, err := s.Find("a")
		if err != nil {
			t.Fatal(err)
		}
		if listed.Unsettled {
			unsettled++
		}
		e, secret, err := s.Open(t.Context(), "a")
		isOld := e.ClientID == "old" && secret == oldSecret
		isNew := e.ClientID == "new" && secret == newSecret
		if err != nil || !isOld && !isNew {
			t.Fatalf("%s with %q (%v)", e.ClientID, secret, err)
		}
	}
	t.Logf("%d of 100 kills fell between keyring and index", unsettled)
}

// kill starts a victim and kills it a moment after its first save.
func kill(t *testing.T, dir string, after time.Duration) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^TestAVictimInSession$")
	cmd.Env = append(os.Environ(), victim+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "under way\n" {
		t.Errorf("the victim says %q (%v)", line, err)
	}
	<-time.After(after) // the moment at which it dies
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
}
