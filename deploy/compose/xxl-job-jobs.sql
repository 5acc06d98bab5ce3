-- The jobs of job-scheduler, as deploy/local/runner triggers them without Docker.
USE xxl_job;

INSERT INTO xxl_job_group (app_name, title, address_type, update_time)
VALUES ('job-scheduler', 'Souk', 0, NOW());

INSERT INTO xxl_job_info (job_group, job_desc, add_time, update_time, author, alarm_email, schedule_type, schedule_conf,
                          misfire_strategy, executor_route_strategy, executor_handler, executor_param, executor_block_strategy,
                          executor_timeout, executor_fail_retry_count, glue_type, glue_source, glue_remark, glue_updatetime,
                          child_jobid, trigger_status)
SELECT id, description, NOW(), NOW(), 'souk', '', 'CRON', schedule, 'DO_NOTHING', 'SHARDING_BROADCAST', handler, '',
       'DISCARD_LATER', 50, 0, 'BEAN', '', '', NOW(), '', 1
FROM xxl_job_group,
     (SELECT 'Cancel orders that nobody paid' description, '0 * * * * ?' schedule, 'cancelUnpaidOrders' handler
      UNION ALL
      SELECT 'Drive stuck orders on', '30 * * * * ?', 'driveStuckOrders'
      UNION ALL
      SELECT 'Clear away what the catalogue no longer needs', '15 0 * * * ?', 'cleanCatalogue'
      UNION ALL
      SELECT 'Compare the search index with the catalogue and repair it', '0 0 1 * * ?', 'checkSearchIndex'
      UNION ALL
      SELECT 'Compare the ledger with the payment provider''s statement', '0 0 2 * * ?', 'reconcilePayments'
      UNION ALL
      SELECT 'Import the feeds of partners again', '0 0 3 * * ?', 'repeatImports'
      UNION ALL
      SELECT 'Forget dead letters that were decided about long ago', '0 0 4 * * ?', 'forgetDeadLetters'
      UNION ALL
      SELECT 'Replay dead letters whose cause may have passed', '45 * * * * ?', 'replayDeadLetters') jobs
WHERE app_name = 'job-scheduler';
