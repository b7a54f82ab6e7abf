package io.biplane.checker.edn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.biplane.checker.history.Event;
import io.biplane.checker.history.HistoryFormatException;
import io.biplane.checker.history.Nil;
import io.biplane.checker.history.Operations;
import io.biplane.checker.isolation.IsolationChecker;
import io.biplane.checker.isolation.Level;
import io.biplane.checker.isolation.Workload;
import io.biplane.checker.linear.Limits;
import io.biplane.checker.linear.LinearizabilityChecker;
import io.biplane.checker.model.RegisterModel;
import io.biplane.checker.verdict.Validity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/** Histories in the form in which Jepsen writes them. */
class JepsenHistoryTest {
    static List<Event> events(String text) throws Exception {
        List<Event> events = new ArrayList<>();
        JepsenHistory.forEach(new StringReader(text), (event, line) -> events.add(event));
        return events;
    }

    @Test
    void a_register_history_is_read_and_judged() throws Exception {
        String text = """
                ; as knossos reads it
                {:process 0, :type :invoke, :f :write, :value 3, :time 10, :index 0}
                {:process :nemesis, :type :info, :f :start, :value nil, :time 11}
                {:process 0, :type :ok, :f :write, :value 3, :time 12, :index 2}
                #jepsen.history.Op{:process 1, :type :invoke, :f :cas, :value [3 4], :time 13}
                {:process 1 :type :info :f :cas :value [3 4] :error "timed \\"out\\"" :time 14}
                {:process 2, :type :invoke, :f :read, :value nil, :time 15}
                {:process 2, :type :ok, :f :read, :value %s, :time 16}
                """;
        List<Event> events = events(String.format(text, 4));
        assertThat(events).hasSize(6);
        assertThat(events.get(3).context().error()).isEqualTo("timed \"out\"");
        assertThat(judge(events)).isEqualTo(Validity.VALID);
        assertThat(judge(events(String.format(text, 3)))).isEqualTo(Validity.VALID);
        assertThat(judge(events(String.format(text, 5)))).isEqualTo(Validity.INVALID);
    }

    private static Validity judge(List<Event> events) throws Exception {
        return LinearizabilityChecker.check(
                        Operations.pair(events), RegisterModel.single(Nil.NIL), Limits.DEFAULT)
                .validity();
    }

    @Test
    void a_list_append_history_in_one_vector_is_read_and_judged() throws Exception {
        // Elle's README, in Jepsen's form: T1 and T2 each miss the other's append.
        List<Event> events = events("""
                [{:type :invoke, :f :txn, :value [[:r :x nil] [:append :y 1]], :process 0, :index 0}
                 {:type :invoke, :f :txn, :value [[:append :x 1] [:r :y nil]], :process 1, :index 1}
                 #_ {:left "out"}
                 {:type :ok, :f :txn, :value [[:r :x []] [:append :y 1]], :process 0, :index 2}
                 {:type :ok, :f :txn, :value [[:append :x 1] [:r :y []]], :process 1, :index 3}]""");
        assertThat(events.get(2).value())
                .isEqualTo(List.of(List.of("r", "x", List.of()), List.of("append", "y", 1L)));
        assertThat(IsolationChecker.check(
                                Operations.pair(events), Workload.LIST_APPEND, Level.SERIALIZABLE)
                        .anomalies())
                .extracting(anomaly -> anomaly.kind())
                .containsExactly("G2-item");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{:process 0                                | line 2: } is missing",
                "{:process 0 :type :done :f :read}          | line 2: :type is done",
                "{:type :ok :f :read}                       | line 2: :process is missing",
                "7                                          | line 2: not a map: 7",
                "{:process 0 :type :ok :f :read :value \"a  | line 2: the text does not end",
                "}                                          | line 2: an unexpected }",
                "{:process \"1\" :type :ok}               | line 2: :process is 1; only :nemesis may be left out, all else needs a number of 64 bits",
                "{:process 0 :type :ok :time 1.5}           | line 2: :time is 1.5",
                "{:process 0 :type :ok :f 7}                | line 2: :f is 7",
                "{:process 0}                               | line 2: :type is missing",
                "{:process 0 :process 0}                    | line 2: process stands twice in a map",
                "#{1 1}                                     | line 2: 1 stands twice in a set",
                "[{:process 0 :type :invoke :f :x}] {}      | line 2: something stands after the vector",
                "[{:process 0 :type :invoke :f :x})         | line 2: an unexpected )",
                "1/0                                        | line 2: 1/0 is no number",
                "08                                         | line 2: 08 is no number",
                "1abc                                       | line 2: 1abc is no number",
                "1e99999999999M                             | line 2: 1e99999999999M is no number",
                "\"\\q\"                                 | line 2: there is no \\q",
                "\"\\777\"                               | line 2: an octal number is at most 377",
                "\\abc                                    | line 2: there is no character \\abc",
                "\\ud800                                  | line 2: there is no character \\ud800",
                "# {}                                       | line 2: a tag is missing after #",
                "#foo                                       | line 2: a value is missing",
                ":                                          | line 2: a name is missing after :",
            })
    void a_bad_value_is_named_with_its_line(String text, String reason) {
        assertThatThrownBy(() -> events("; first\n" + text))
                .isInstanceOf(HistoryFormatException.class)
                .hasMessage(reason);
    }
}
