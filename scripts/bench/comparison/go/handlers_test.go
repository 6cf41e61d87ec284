package handlers

import (
	"fmt"
	"os"
	"sync"
	"testing"

	"github.com/fortytw2/leaktest"
	"go.uber.org/goleak"
)

type handler struct {
	name string
	run  func()
}

var all = []handler{{"query", Query}, {"poll", Poll}, {"buffered", Buffered}, {"purchase", Purchase}}

// The suite that the environment asks for, as in `../project/suites.ts`.
func suite() ([]handler, bool) {
	switch os.Getenv("SUITE") {
	case "alone":
		return all, false
	case "together":
		return all, true
	case "query":
		return all[:1], false
	case "buffered":
		return all[2:3], false
	}
	var healthy []handler
	for index := 0; index < 500; index++ {
		healthy = append(healthy, handler{fmt.Sprintf("buffered %d", index), Buffered})
	}
	return healthy, false
}

func TestHandlers(t *testing.T) {
	cases, together := suite()
	// Each begins when all have, so that they do run at the same time.
	var begun sync.WaitGroup
	begun.Add(len(cases))
	for _, each := range cases {
		each := each
		t.Run(each.name, func(t *testing.T) {
			if together {
				t.Parallel()
			}
			switch os.Getenv("TOOL") {
			case "leaktest":
				defer leaktest.Check(t)()
			case "goleak":
				// What was there before is not this test's: leaktest does the same by itself.
				defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
			}
			if together {
				begun.Done()
				begun.Wait()
			}
			each.run()
		})
	}
}
