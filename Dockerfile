# Expects the jar that ./mvnw package leaves in target.
#   docker build .                 with an AOT cache: starts in half the time
#   docker build --target lean .   without: a change of the code ships less than 1 MiB
FROM eclipse-temurin:25-jdk AS layers
WORKDIR /build
ARG JAR=target/otp-auth.jar
COPY ${JAR} otp-auth.jar
# Our own jar is stored, not compressed: layers are compressed on their way, and all its classes together become smaller so.
RUN java -Djarmode=tools -jar otp-auth.jar extract --layers --destination layers \
    && mkdir classes && cd classes && jar -xf ../layers/application/otp-auth.jar \
    && jar --create --no-compress --date=2026-01-01T00:00:00Z --file=../layers/application/otp-auth.jar \
        --manifest=META-INF/MANIFEST.MF -C . .

FROM eclipse-temurin:25-jre AS lean
WORKDIR /app
# What changes least comes first.
COPY deploy/image/java.options ./
COPY --from=layers /build/layers/dependencies/ ./
COPY --from=layers /build/layers/snapshot-dependencies/ ./
COPY --from=layers /build/layers/application/ ./

USER 10001:10001
ENV SERVER_PORT=8080
# Left to itself, the C library keeps apart, and keeps, what each few threads have freed.
ENV MALLOC_ARENA_MAX=1
EXPOSE 8080

# The image has no curl, but bash speaks TCP.
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 CMD ["bash", "-c", "\
    exec 3<>\"/dev/tcp/127.0.0.1/${MANAGEMENT_SERVER_PORT:-$SERVER_PORT}\" \
    && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 \
    && read -r _ status _ <&3 \
    && [ \"$status\" = 200 ]"]

ENTRYPOINT ["java", "@java.options", "-jar", "otp-auth.jar"]

# The service is started on a database, called and stopped, and leaves what was loaded, linked and often called on the way.
# The JVM and the jars are those of the image, ages included: a cache of others is of no use.
FROM postgres:18 AS training
COPY --from=lean /opt/java/openjdk/ /opt/java/openjdk/
COPY --from=lean /app/ /app/
COPY deploy/image/train /usr/local/bin/
ENV PATH=/opt/java/openjdk/bin:$PATH
WORKDIR /app
USER postgres
# How many numbers each of four callers verifies; with fewer it is built sooner, and is slower for its first minutes.
ARG TRAINING_ROUNDS=1000
RUN train /tmp/otp-auth.aot "$TRAINING_ROUNDS"

FROM lean
COPY --from=training /tmp/otp-auth.aot ./
# A cache that does not fit is left unused, with a line that says so.
ENTRYPOINT ["java", "@java.options", "-XX:AOTCache=otp-auth.aot", "-jar", "otp-auth.jar"]
