# XXL-JOB publishes its schema with its sources only, so it is taken from there at build time; ours then registers the jobs.
FROM mysql:8.4
ADD --chmod=644 https://raw.githubusercontent.com/xuxueli/xxl-job/3.3.2/doc/db/tables_xxl_job.sql /docker-entrypoint-initdb.d/1-schema.sql
COPY --chmod=644 deploy/compose/xxl-job-jobs.sql /docker-entrypoint-initdb.d/2-jobs.sql
