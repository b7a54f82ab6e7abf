package io.biplane.kvserver.wall;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;

import io.biplane.kv.api.BatchAnswer;
import io.biplane.kv.route.KvClient;
import io.biplane.kv.route.KvClientSetup;
import io.biplane.kv.server.KvServerProtocol;

import org.junit.jupiter.api.Test;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a tenant server can get hold of. It is given a {@link KvClient}'s address; from there this
 * test follows all types: those of the client's making and messages, of what these are made of, and
 * so on. The only actor addresses on the way are the kv-server's, for routing, and the tenant's own
 * reply address.
 */
class TenantReachTest {
    private final TreeMap<String, Class<?>> reached = new TreeMap<>();
    private final TreeSet<String> addresses = new TreeSet<>();
    private final ArrayDeque<Class<?>> open = new ArrayDeque<>();

    @Test
    void from_a_tenants_client_the_only_way_to_storage_is_routing_through_kv_server() {
        for (Method method : KvClient.class.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())
                    && Modifier.isStatic(method.getModifiers())) {
                for (Type type : method.getGenericParameterTypes()) {
                    reach(type);
                }
            }
        }
        reach(KvClient.Send.class);
        reach(KvClientSetup.class);
        while (!open.isEmpty()) {
            Class<?> type = open.poll();
            if (type.isRecord()) {
                for (RecordComponent component : type.getRecordComponents()) {
                    reach(component.getGenericType());
                }
            }
            if (type.isSealed()) {
                for (Class<?> permitted : type.getPermittedSubclasses()) {
                    reach(permitted);
                }
            }
        }
        assertThat(addresses)
                .containsExactlyInAnyOrder(
                        KvServerProtocol.Route.class.getName(), BatchAnswer.class.getName());
        assertThat(reached.keySet())
                .noneMatch(name -> name.startsWith("io.biplane.kvserver.")
                        || name.startsWith("io.biplane.storage."));
        // The walk went through the batch and its requests; else the test would prove nothing.
        assertThat(reached).containsKey("io.biplane.kv.api.KvRequest$ConditionalPut");
    }

    private void reach(Type type) {
        if (type instanceof ParameterizedType generic) {
            if (generic.getRawType() == ActorRef.class) {
                addresses.add(generic.getActualTypeArguments()[0].getTypeName());
            }
            reach(generic.getRawType());
            for (Type argument : generic.getActualTypeArguments()) {
                reach(argument);
            }
        } else if (type instanceof GenericArrayType array) {
            reach(array.getGenericComponentType());
        } else if (type instanceof Class<?> plain
                && plain.getName().startsWith("io.biplane.")
                && reached.put(plain.getName(), plain) == null) {
            open.add(plain);
        }
    }
}
