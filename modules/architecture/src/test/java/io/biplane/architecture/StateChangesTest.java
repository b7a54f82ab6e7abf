package io.biplane.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import io.biplane.kernel.trace.StateChange;
import io.biplane.scenario.expect.Coverage;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * State changes are records below a sealed interface a layer. Their kinds are what users write and read: words of {@code sometimes},
 * {@code event(kind)}, lines of {@code events.jsonl}. So each kind has a word or a reason for none, each word has a record, two records
 * share a kind only where that is meant, and nothing is declared that no code tells of. {@code docs/state-changes.md} lists them all.
 *
 * <p>A record says its kind only when there is one, so one of each is made of plain values.
 */
class StateChangesTest {
    private static final Path PAGE = Path.of("../../docs/state-changes.md");
    private static final Pattern KIND = Pattern.compile("[a-z]+(_[a-z]+)*(\\.[a-z]+(_[a-z]+)*)+");
    private static final Pattern FIELD = Pattern.compile("[a-z]+(_[a-z]+)*");

    /** Kinds that no word of {@code sometimes} stands for, each with the reason. Who wants one writes {@code event(kind)}. */
    private static final Map<String, String> WITHOUT_A_WORD = new TreeMap<>();

    /** Kinds of more than one record, each with the reason. */
    private static final Map<String, String> SHARED = new TreeMap<>();

    static {
        WITHOUT_A_WORD.put("client.reconnected", "session_moved is the half that is asked for");
        WITHOUT_A_WORD.put("clock.unreliable", "clock_stopped is what it comes to by default");
        WITHOUT_A_WORD.put("clock.waiting", "each restart has one");
        WITHOUT_A_WORD.put("drain.phase", "drained is the end of them");
        WITHOUT_A_WORD.put("drain.remaining", "a count on the way, drained is its end");
        WITHOUT_A_WORD.put("fault.*", "what the timeline does is no coverage of it");
        WITHOUT_A_WORD.put("lb.backend", "of the clients' surroundings, not of the cluster");
        WITHOUT_A_WORD.put("node.booted", "each start has one; when: live(n3) waits for it");
        WITHOUT_A_WORD.put("node.state", "when: suspect(n3) and dead(n3) look at it");
        WITHOUT_A_WORD.put("range.snapshot_delivered", "snapshot_sent comes before it");
        WITHOUT_A_WORD.put("range.snapshot_failed", "snapshot_sent comes before it");
        WITHOUT_A_WORD.put("session.opened", "each client has one");
        WITHOUT_A_WORD.put("tenant.stopped", "drained comes after it");

        SHARED.put("drain.phase", "a node's drain contains those of its SQL servers");
        SHARED.put("kv.cache_miss", "three caches, told apart by the field kind");
        SHARED.put(
                "version.refused",
                "a statement, a server's and a node's binary, told apart by scope");
    }

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.biplane");

    @Test
    void every_change_is_a_record_below_the_sealed_interface_of_a_layer() {
        List<String> wrong = new ArrayList<>();
        for (JavaClass type : CLASSES.get(StateChange.class).getAllSubclasses()) {
            boolean isGeneral = type.getSimpleName().equals("GeneralChange");
            Class<?> loaded = load(type.getName());
            boolean isLayer = loaded.isInterface() && loaded.isSealed();
            boolean isRecordOfALayer = loaded.isRecord()
                    && loaded.getInterfaces().length == 1
                    && loaded.getInterfaces()[0].isSealed();
            if (!isGeneral && !isLayer && !isRecordOfALayer) {
                wrong.add(type.getName());
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(layers()).as("layers that tell of changes").hasSize(5);
        assertThat(records()).as("records found").hasSizeGreaterThan(40);
    }

    @Test
    void kinds_fields_and_values_are_of_one_form() {
        List<String> wrong = new ArrayList<>();
        for (StateChange change : samples()) {
            if (!KIND.matcher(change.kind()).matches()) {
                wrong.add(change + ": kind " + change.kind());
            }
            for (StateChange.Field field : change.fields()) {
                Object value = field.value();
                boolean isPlain = value instanceof String
                        || value instanceof Long
                        || value instanceof Boolean;
                if (!FIELD.matcher(field.name()).matches() || !isPlain) {
                    wrong.add(change + ": field " + field);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void every_word_of_sometimes_stands_for_a_record() {
        TreeSet<String> kinds = new TreeSet<>(recordsByKind().keySet());
        List<String> missing = new ArrayList<>();
        for (Coverage.Word word : Coverage.Word.values()) {
            if (!kinds.contains(word.stateChange())) {
                missing.add(word.word() + ": " + word.stateChange());
            }
        }
        assertThat(missing).as("words for a change that no record is").isEmpty();
    }

    @Test
    void every_kind_has_a_word_of_sometimes_or_a_reason_for_none() {
        Map<String, String> words = wordsByKind();
        List<String> wrong = new ArrayList<>();
        for (String kind : recordsByKind().keySet()) {
            if (words.containsKey(kind) == WITHOUT_A_WORD.containsKey(kind)) {
                wrong.add(kind + (words.containsKey(kind) ? ": has a word now" : ": has no word"));
            }
        }
        for (String kind : WITHOUT_A_WORD.keySet()) {
            if (!recordsByKind().containsKey(kind)) {
                wrong.add(kind + ": excused, and no record is of it");
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void two_records_share_a_kind_only_where_that_is_meant() {
        TreeSet<String> shared = new TreeSet<>();
        recordsByKind().forEach((kind, records) -> {
            if (records.size() > 1) {
                shared.add(kind);
            }
        });
        assertThat(shared).isEqualTo(new TreeSet<>(SHARED.keySet()));
    }

    @Test
    void every_record_is_made_somewhere_outside_its_own_file() {
        TreeSet<String> unmade = new TreeSet<>();
        records().forEach(record -> unmade.add(record.getName()));
        for (JavaClass type : CLASSES) {
            for (JavaConstructorCall call : type.getConstructorCallsFromSelf()) {
                if (!type.getPackageName().equals(call.getTargetOwner().getPackageName())) {
                    unmade.remove(call.getTargetOwner().getName());
                }
            }
        }
        assertThat(unmade).as("declared, and no code tells of it").isEmpty();
    }

    @Test
    void the_page_lists_them() throws IOException {
        String page = page();
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Boolean.getBoolean("golden.rewrite"))
                .as("rewritten; read the difference: a changed kind or field changes digests")
                .isFalse();
        assertThat(Files.readString(PAGE)).as("docs/state-changes.md").isEqualTo(page);
    }

    private static String page() {
        Map<String, String> words = wordsByKind();
        Map<String, String> rows = new TreeMap<>();
        for (StateChange change : samples()) {
            String kind = kind(change);
            String record = change.getClass().getSimpleName();
            String layer = change.getClass().getInterfaces()[0].getSimpleName();
            List<String> fields = new ArrayList<>();
            change.fields().forEach(field -> fields.add("`" + field.name() + "`"));
            rows.put(
                    kind + " " + layer + "." + record,
                    "| `%s` | %s | %s | `%s.%s` |\n"
                            .formatted(
                                    kind,
                                    String.join(", ", fields),
                                    words.containsKey(kind) ? "`" + words.get(kind) + "`" : "",
                                    layer,
                                    record));
        }
        StringBuilder page = new StringBuilder("""
                # State changes

                What a run tells of itself: a line each in `events.jsonl` and in a node's log, `event(kind)` in a scenario, and a word of `sometimes` where there is one. Kind
                and fields are part of the digest: what changes here changes digests, and CHANGELOG says why. This page is generated (`-Dgolden.rewrite=true`).
                Decision: `docs/decisions/0123-state-changes-are-types.md`.

                | kind | fields | word | record |
                | --- | --- | --- | --- |
                """);
        rows.values().forEach(page::append);
        return page.toString();
    }

    private static Map<String, String> wordsByKind() {
        Map<String, String> words = new TreeMap<>();
        for (Coverage.Word word : Coverage.Word.values()) {
            words.put(word.stateChange(), word.word());
        }
        return words;
    }

    private static Map<String, List<String>> recordsByKind() {
        Map<String, List<String>> byKind = new TreeMap<>();
        for (StateChange change : samples()) {
            byKind.computeIfAbsent(kind(change), kind -> new ArrayList<>())
                    .add(change.getClass().getName());
        }
        return byKind;
    }

    /** A fault's kind is whatever the fault's is: one row stands for all. */
    private static String kind(StateChange change) {
        return change.kind().startsWith("fault.") ? "fault.*" : change.kind();
    }

    private static List<Class<?>> layers() {
        List<Class<?>> layers = new ArrayList<>();
        for (JavaClass type : CLASSES.get(StateChange.class).getAllSubclasses()) {
            Class<?> loaded = load(type.getName());
            if (loaded.isSealed()) {
                layers.add(loaded);
            }
        }
        return layers;
    }

    private static List<Class<?>> records() {
        List<Class<?>> records = new ArrayList<>();
        layers().forEach(layer -> records.addAll(List.of(layer.getPermittedSubclasses())));
        return records;
    }

    private static List<StateChange> samples() {
        List<StateChange> samples = new ArrayList<>();
        records().forEach(record -> samples.add((StateChange) sample(record)));
        return samples;
    }

    /** A value of a component's type: 1, the first of an enumeration, nothing, or a record of such values. */
    private static Object sample(Class<?> type) {
        if (type == long.class) {
            return 1L;
        }
        if (type == int.class) {
            return 1;
        }
        if (type == boolean.class) {
            return true;
        }
        if (type == String.class) {
            return "some_text";
        }
        if (type == Optional.class) {
            return Optional.empty();
        }
        if (type == List.class) {
            return List.of();
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        assertThat(type.isRecord()).as("a component of type " + type).isTrue();
        return record(type);
    }

    private static Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = sample(types[i]);
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("cannot make a " + type, e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, StateChangesTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
