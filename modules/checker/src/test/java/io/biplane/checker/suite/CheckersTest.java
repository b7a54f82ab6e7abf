package io.biplane.checker.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.checker.history.Operation;
import io.biplane.checker.linear.Limits;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.StringReader;
import java.util.List;

/** A file and a name are enough; exit codes are those of the conventions. */
class CheckersTest {
    private static final String EDN = """
            {:process 0 :type :invoke :f :txn :value [[:r :x nil] [:append :y 1]]}
            {:process 1 :type :invoke :f :txn :value [[:r :y nil] [:append :x 1]]}
            {:process 0 :type :ok :f :txn :value [[:r :x []] [:append :y 1]]}
            {:process 1 :type :ok :f :txn :value [[:r :y []] [:append :x 1]]}
            """;

    private static final String JSON = """
            {"process":0,"type":"invoke","f":"write","value":[7,"a"],"time":1}
            {"process":0,"type":"ok","f":"write","value":[7,"a"],"time":2}
            {"process":0,"type":"invoke","f":"read","value":[7],"time":3}
            {"process":0,"type":"ok","f":"read","value":[7],"time":4}
            """;

    @ParameterizedTest
    @CsvSource({
        "h.edn,   list-append,                    1",
        "h.edn,   list-append:serializable,       1",
        "h.edn,   list-append:snapshot-isolation, 0",
        "h.edn,   rw-register,                    3",
        "h.jsonl, registers,                      1",
        "h.jsonl, queue,                          3",
        "h.jsonl, unique-ids,                     3",
    })
    void a_history_is_judged_by_name(String file, String name, int exitCode) throws Exception {
        String text = file.endsWith("edn") ? EDN : JSON;
        List<Operation> operations = Checkers.read(file, new StringReader(text));
        assertThat(Checkers.check(name, operations, Limits.DEFAULT)
                        .orElseThrow()
                        .validity()
                        .exitCode())
                .isEqualTo(exitCode);
        assertThat(Checkers.names()).containsKey(name);
        assertThat(Checkers.check("no such", operations, Limits.DEFAULT)).isEmpty();
    }
}
