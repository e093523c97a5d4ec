package cli

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"mailgrant/flow/explain"
	"mailgrant/flow/text"
)

// givenFile is a file that the only argument of explain names.
type givenFile struct {
	name string
	info fs.FileInfo
}

// namedFile reports an argument that names something on this computer. A text is
// rarely a path; one with line ends or many words never is.
func namedFile(args []string) (givenFile, bool) {
	if len(args) != 1 || strings.ContainsAny(args[0], "\n\x00") {
		return givenFile{}, false
	}
	info, err := os.Stat(args[0])
	return givenFile{args[0], info}, err == nil
}

// fileExtensions end the names of files that people explain.
var fileExtensions = []string{".log", ".txt", ".json", ".csv", ".har", ".eml", ".env", ".xml", ".html", ".htm", ".md", ".yml", ".yaml", ".ini", ".conf", ".out", ".err", ".evtx", ".msg", ".gz", ".zip"}

// missingFile reports an only argument that can be nothing but the name of a file.
// None is there.
func missingFile(args []string) bool {
	if len(args) != 1 || strings.ContainsAny(args[0], "\n\x00\"'=?@") || strings.Contains(args[0], "://") || len(args[0]) > 255 {
		return false
	}
	name := strings.ToLower(args[0])
	at := slices.IndexFunc(fileExtensions, func(end string) bool { return strings.HasSuffix(name, end) && len(name) > len(end) })
	path := slices.ContainsFunc([]string{"./", "../", "~/", ".\\", "..\\"}, func(lead string) bool { return strings.HasPrefix(name, lead) })
	drive := len(name) > 2 && name[1] == ':' && strings.ContainsAny(name[2:3], "\\/")
	return path || drive || at >= 0 && !strings.Contains(name, " ")
}

// explained explains the file. Its errors don't repeat the name: a secret may have
// been typed there.
func (g givenFile) explained(now time.Time) (x explain.Explanation, err error) {
	switch {
	case g.info.IsDir():
		return x, usage(explainHelp, "That is a folder. Name one file in it.")
	case !g.info.Mode().IsRegular():
		return x, usage(explainHelp, "That is not a regular file. To read what it delivers, use: mailgrant explain - < FILE")
	}
	f, err := os.Open(g.name)
	if err != nil {
		return x, usage(explainHelp, "The file can't be opened: %s.", reason(err))
	}
	defer func() { _ = f.Close() }()
	in := bufio.NewReader(f)
	head, err := in.Peek(512)
	if err == nil || errors.Is(err, io.EOF) {
		if what := notText(head); what != "" {
			return x, usage(explainHelp, "The file is %s, not a text. Copy the text out of it, and paste that.", what)
		}
		x, err = explain.Stream(in, now)
	}
	if err != nil && !errors.Is(err, explain.ErrBlank) && !errors.Is(err, explain.ErrLarge) {
		return x, usage(explainHelp, "The file can't be read: %s.", reason(err))
	}
	return x, err
}

// notText names what a file holds that is no text, by its beginning; "" for a
// text.
func notText(head []byte) string {
	if strings.HasPrefix(http.DetectContentType([]byte(text.Decode(head))), "text/") {
		return ""
	}
	switch kind := http.DetectContentType(head); {
	case strings.HasPrefix(kind, "image/"):
		return "a picture"
	case kind == "application/pdf":
		return "a PDF"
	case kind == "application/zip":
		return "a ZIP archive or an Office document"
	case kind == "application/x-gzip":
		return "a compressed file"
	case strings.HasPrefix(string(head), "\xd0\xcf\x11\xe0"):
		return "an Outlook message or an old Office document"
	case strings.HasPrefix(kind, "text/"):
		return ""
	}
	return "binary"
}
